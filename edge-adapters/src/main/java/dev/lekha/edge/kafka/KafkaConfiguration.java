package dev.lekha.edge.kafka;

import dev.lekha.edge.http.Callers;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Log;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The Kafka doors in the application, where brokers are named. Asks the application for {@link
 * Log}, {@link Commands}, {@link Callers}, {@link MeterRegistry} and {@link InstantSource}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lekha.kafka.bootstrap-servers")
@EnableConfigurationProperties(KafkaProperties.class)
class KafkaConfiguration {
    @Bean(destroyMethod = "")
    @ConditionalOnProperty(name = "lekha.kafka.feed.enabled", matchIfMissing = true)
    Feed kafkaFeed(KafkaProperties properties, Log log, MeterRegistry meters) {
        return new Feed(properties, log, meters);
    }

    @Bean
    @ConditionalOnProperty(name = "lekha.kafka.feed.enabled", matchIfMissing = true)
    KafkaDoor kafkaFeedDoor(Feed kafkaFeed) {
        return new KafkaDoor(kafkaFeed::start, kafkaFeed::close);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnProperty(name = "lekha.kafka.commands.enabled", matchIfMissing = true)
    CommandIntake kafkaCommands(
            KafkaProperties properties,
            Commands commands,
            Callers callers,
            InstantSource clock,
            MeterRegistry meters) {
        return new CommandIntake(properties, commands, callers, clock, meters);
    }

    @Bean
    @ConditionalOnProperty(name = "lekha.kafka.commands.enabled", matchIfMissing = true)
    KafkaDoor kafkaCommandsDoor(CommandIntake kafkaCommands) {
        return new KafkaDoor(kafkaCommands::start, kafkaCommands::close);
    }

    @Bean
    KafkaHealth kafkaHealthIndicator(
            ObjectProvider<Feed> feed, ObjectProvider<CommandIntake> intake) {
        return new KafkaHealth(feed.stream().findFirst(), intake.stream().findFirst());
    }
}
