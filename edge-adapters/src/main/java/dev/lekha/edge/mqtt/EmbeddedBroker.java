package dev.lekha.edge.mqtt;

import com.codahale.metrics.MetricRegistry;
import com.hivemq.HiveMQServer;
import com.hivemq.configuration.info.SystemInformationImpl;
import com.hivemq.configuration.service.FullConfigurationService;
import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.configuration.service.entity.TlsTcpListener;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.persistence.connection.ConnectionPersistence;
import dev.lekha.kernel.Authenticator;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MQTT broker inside this process, HiveMQ CE, that asks us about every connection and every
 * message.
 *
 * <p>It is started by its own parts rather than through {@code EmbeddedHiveMQ}, for two reasons:
 * that one lets everybody in until an extension says otherwise, and gives no access to connections,
 * which {@link Tide} needs.
 */
public final class EmbeddedBroker implements Publisher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int SHORT_GRACE_MILLIS = 50;

    private final MqttProperties properties;
    private final MeterRegistry meters;
    private final Optional<ConfigurationPush> push;
    private final InFlight inFlight;
    private final FullConfigurationService settings;
    private final HiveMQServer server;
    private final EmbeddedExtension reception;
    private final CompletableFuture<Outlet> outlet = new CompletableFuture<>();

    public EmbeddedBroker(
            MqttProperties properties,
            Authenticator authenticator,
            Reports reports,
            MeterRegistry meters) {
        this(properties, authenticator, reports, meters, Optional.empty());
    }

    /**
     * @param plugAndPlay for devices that show a certificate, where there are any
     */
    public EmbeddedBroker(
            MqttProperties properties,
            Authenticator authenticator,
            Reports reports,
            MeterRegistry meters,
            Optional<PlugAndPlay> plugAndPlay) {
        this.properties = properties;
        this.meters = meters;
        this.push = plugAndPlay.map(known -> new ConfigurationPush(known, outlet, meters));
        this.inFlight = new InFlight(properties.maxInFlight());
        this.settings = BrokerSettings.of(properties);
        this.server =
                new HiveMQServer(
                        folders(properties.data()), new MetricRegistry(), settings, false, false);
        this.reception =
                EmbeddedExtension.builder()
                        .withId("lekha")
                        .withName("Lekha")
                        .withVersion("1")
                        .withAuthor("Lekha")
                        .withExtensionMain(
                                new Reception(
                                        properties,
                                        authenticator,
                                        reports,
                                        meters,
                                        plugAndPlay,
                                        inFlight,
                                        this::channel,
                                        push,
                                        outlet::complete))
                        .build();
    }

    /** Returns when it listens. */
    public void start() {
        // The broker would end the whole process on what it cannot recover from, and that is not
        // for it to decide.
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        try {
            startServer();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }

    private void startServer() {
        if (!properties.keepSessions()) {
            // Sessions that end with the process need no time to be written to the end.
            InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(SHORT_GRACE_MILLIS);
        }
        FutureTask<Void> start =
                new FutureTask<>(() -> {
                    server.bootstrap();
                    askForCertificates();
                    server.startInstance(reception);
                    return null;
                });
        start.run();
        try {
            start.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The MQTT broker does not start", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while the MQTT broker starts", interrupted);
        }
    }

    private void askForCertificates() {
        if (properties.tls().clientCertificates()) {
            var broker = Objects.requireNonNull(server.getInjector());
            settings.listenerConfiguration().getTlsTcpListeners().stream()
                    .map(TlsTcpListener::getTls)
                    .forEach(tls -> ClientCertificates.ask(broker, tls));
        }
    }

    /** Waits for the broker to have started. */
    @Override
    public CompletableFuture<Boolean> publish(
            String topic, byte[] payload, String contentType, String event, String id) {
        return outlet.thenCompose(out -> out.publish(topic, payload, contentType, event, id));
    }

    /** Ends connections as the log tells; of those that there are when the broker has started. */
    Expulsions expulsions() {
        return new Expulsions(outlet, meters);
    }

    /** Where devices can be told how they are set. */
    Optional<ConfigurationPush> configurationPush() {
        return push;
    }

    /** The port that it listens on without TLS. */
    public int port() {
        return port("mqtt");
    }

    /** The port that it listens on with TLS. */
    public int tlsPort() {
        return port("mqtts");
    }

    /** Whether it has begun to close, so that nothing new is begun. */
    public boolean closing() {
        return inFlight.closing();
    }

    /** Lets no new report in, finishes those in flight within the grace period, then stops. */
    @Override
    public void close() {
        try {
            inFlight.close().get(properties.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.warn(
                    "{} reports were not finished in time; their senders will send them again",
                    inFlight.count());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        server.stop();
    }

    private int port(String listener) {
        return settings.listenerConfiguration().getListeners().stream()
                .filter(each -> listener.equals(each.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no listener " + listener))
                .getPort();
    }

    private Channel channel(String clientId) {
        ConnectionPersistence connections =
                Objects.requireNonNull(server.getInjector())
                        .getInstance(ConnectionPersistence.class);
        return Objects.requireNonNull(connections.get(clientId), "The client has gone")
                .getChannel();
    }

    private static SystemInformationImpl folders(Path data) {
        try {
            Path own = Files.createDirectories(data.resolve("broker"));
            Path none = Files.createDirectories(data.resolve("extensions"));
            SystemInformationImpl folders =
                    new SystemInformationImpl(
                            true, true, none.toFile(), own.toFile(), none.toFile());
            folders.init();
            return folders;
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "The MQTT broker's folder cannot be made: " + data, unusable);
        }
    }
}
