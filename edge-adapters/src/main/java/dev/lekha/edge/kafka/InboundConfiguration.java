package dev.lekha.edge.kafka;

import dev.lekha.edge.Door;
import dev.lekha.edge.http.Callers;
import dev.lekha.kernel.Commands;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The way in, in the application. Asks it for {@link Commands}, {@link Callers}, {@link
 * MeterRegistry} and {@link InstantSource}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lekha.kafka.bootstrap-servers")
@ConditionalOnProperty(name = "lekha.kafka.commands.enabled", matchIfMissing = true)
class InboundConfiguration {
    @Bean(destroyMethod = "")
    CommandIntake kafkaCommands(
            KafkaProperties properties,
            Commands commands,
            Callers callers,
            InstantSource clock,
            MeterRegistry meters) {
        return new CommandIntake(properties, commands, callers, clock, meters);
    }

    @Bean
    Door kafkaCommandsDoor(CommandIntake kafkaCommands) {
        return new Door(kafkaCommands::start, kafkaCommands::close);
    }
}
