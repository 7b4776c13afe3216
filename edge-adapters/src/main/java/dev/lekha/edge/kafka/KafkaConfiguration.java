package dev.lekha.edge.kafka;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What both Kafka doors share in the application: their settings, and how they are. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lekha.kafka.bootstrap-servers")
@EnableConfigurationProperties(KafkaProperties.class)
class KafkaConfiguration {
    @Bean
    KafkaHealth kafkaHealthIndicator(
            ObjectProvider<Feed> feed, ObjectProvider<CommandIntake> intake) {
        return new KafkaHealth(feed.stream().findFirst(), intake.stream().findFirst());
    }
}
