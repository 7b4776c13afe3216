package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.edge.mqtt.EmbeddedBroker;
import dev.lekha.edge.mqtt.MqttProperties;
import dev.lekha.edge.mqtt.Reports;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Role;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The yardstick of MQTT: the platform's own broker and door, with nobody behind who does anything.
 */
final class IdleBroker implements AutoCloseable {
    private static final Commands NOTHING =
            _ ->
                    CompletableFuture.completedFuture(
                            new Answer(1, List.of("reporting.ReportAccepted"), false));

    private final Path folder = LoopbackPlatform.newFolder();
    private final EmbeddedBroker broker;

    /** Lets everybody in, as a node of that name. */
    private static final class Everybody implements Authenticator {
        @Override
        public Optional<Caller> authenticate(String credential, String secret) {
            return holder(credential);
        }

        @Override
        public Optional<Caller> holder(String credential) {
            return Optional.of(
                    new Caller(credential, Caller.DEFAULT_TENANT, Set.of(Role.NODE), Set.of()));
        }

        @Override
        public boolean mayReportFor(Caller caller, String node) {
            return caller.actor().equals(node);
        }
    }

    IdleBroker() {
        var properties =
                MqttProperties.of(
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                "0",
                                "keep-sessions",
                                "false",
                                "data",
                                folder.toString()));
        var everybody = new Everybody();
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var reports =
                new Reports(
                        "mqtt",
                        NOTHING,
                        everybody,
                        properties.limits(),
                        meters,
                        InstantSource.system());
        broker = new EmbeddedBroker(properties, everybody, reports, meters);
        broker.start();
    }

    int port() {
        return broker.port();
    }

    @Override
    public void close() {
        broker.close();
        LoopbackPlatform.delete(folder);
    }
}
