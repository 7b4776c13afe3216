package dev.lekha.edge.kafka;

import dev.lekha.edge.Door;
import dev.lekha.kernel.Log;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way out in the application. Asks it for {@link Log} and {@link MeterRegistry}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lekha.kafka.bootstrap-servers")
@ConditionalOnProperty(name = "lekha.kafka.feed.enabled", matchIfMissing = true)
class FeedConfiguration {
    @Bean(destroyMethod = "")
    Feed kafkaFeed(KafkaProperties properties, Log log, MeterRegistry meters) {
        return new Feed(properties, log, meters);
    }

    @Bean
    Door kafkaFeedDoor(Feed kafkaFeed) {
        return new Door(kafkaFeed::start, kafkaFeed::close);
    }
}
