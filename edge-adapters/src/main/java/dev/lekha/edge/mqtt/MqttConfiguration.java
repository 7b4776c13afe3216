package dev.lekha.edge.mqtt;

import dev.lekha.edge.Door;
import dev.lekha.edge.enrolment.Enrolment;
import dev.lekha.edge.enrolment.HandingOut;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.evidence.Receipts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The MQTT door in the application: scanning this package is all it takes. Asks the application for
 * {@link Commands}, {@link Authenticator}, {@link Log}, {@link MeterRegistry} and {@link
 * InstantSource}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MqttProperties.class)
class MqttConfiguration {
    private static final String MODE = "lekha.mqtt.mode";

    @Bean
    Reports mqttReports(
            MqttProperties properties,
            Commands commands,
            Authenticator authenticator,
            MeterRegistry meters,
            InstantSource clock,
            ObjectProvider<Receipts> receipts) {
        return new Reports(
                "mqtt",
                commands,
                authenticator,
                properties.limits(),
                meters,
                clock,
                receipts.getIfAvailable(() -> Receipts.NONE));
    }

    @Bean(destroyMethod = "")
    @ConditionalOnProperty(name = MODE, havingValue = "embedded", matchIfMissing = true)
    EmbeddedBroker embeddedBroker(
            MqttProperties properties,
            Authenticator authenticator,
            Reports mqttReports,
            MeterRegistry meters,
            ObjectProvider<Enrolment> enrolment,
            ObjectProvider<HandingOut> handingOut) {
        var plugAndPlay =
                Optional.ofNullable(enrolment.getIfAvailable())
                        .map(one -> new PlugAndPlay(one, handingOut.getObject()));
        return new EmbeddedBroker(properties, authenticator, mqttReports, meters, plugAndPlay);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnProperty(name = MODE, havingValue = "embedded", matchIfMissing = true)
    Watching embeddedMqttWatching(EmbeddedBroker broker, Log log) {
        return new Watching(broker, log);
    }

    /** Watches before anybody can have come in. */
    @Bean
    @ConditionalOnProperty(name = MODE, havingValue = "embedded", matchIfMissing = true)
    Door embeddedMqttDoor(EmbeddedBroker broker, Watching embeddedMqttWatching) {
        return new Door(
                () -> {
                    embeddedMqttWatching.start();
                    broker.start();
                },
                () -> {
                    embeddedMqttWatching.close();
                    broker.close();
                });
    }

    @Bean(destroyMethod = "")
    @ConditionalOnProperty(name = MODE, havingValue = "external")
    ExternalBroker externalBroker(
            MqttProperties properties,
            Reports mqttReports,
            MeterRegistry meters,
            ObjectProvider<SslBundles> bundles) {
        return new ExternalBroker(properties, sockets(properties, bundles), mqttReports, meters);
    }

    private static SocketFactory sockets(
            MqttProperties properties, ObjectProvider<SslBundles> bundles) {
        if (!properties.uri().matches("(ssl|wss):.*")) {
            return SocketFactory.getDefault();
        }
        return properties.sslBundle().isEmpty()
                ? SSLSocketFactory.getDefault()
                : bundles.getObject()
                        .getBundle(properties.sslBundle())
                        .createSslContext()
                        .getSocketFactory();
    }

    @Bean
    @ConditionalOnProperty(name = MODE, havingValue = "external")
    Door externalMqttDoor(ExternalBroker broker) {
        return new Door(broker::start, broker::close);
    }
}
