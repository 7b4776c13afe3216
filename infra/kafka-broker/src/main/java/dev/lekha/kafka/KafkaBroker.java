package dev.lekha.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker, which is its own controller, in this process. Its folder outlives it: stopped
 * and started again it has the same port and the same data. The only class that knows the broker's
 * insides.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final int NODE = 1;
    private static final String CLUSTER = "lekha-test-cluster-000";
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final String host;
    private final int port;
    private final int controllerPort;
    private @Nullable KafkaRaftServer server;

    /**
     * Starts a new broker on loopback, on free ports.
     *
     * @param folder where it keeps its data; empty or not there yet
     */
    public KafkaBroker(Path folder) {
        this(folder, HOST, freePort(), freePort());
    }

    /**
     * Starts a broker, a new one or the one whose data the folder holds: so it comes back after its
     * process was killed.
     *
     * @param folder where it keeps its data; empty, not there yet, or a broker's
     * @param host an address of this machine, on which it listens and by which clients find it
     * @param port for clients
     * @param controllerPort for itself
     */
    public KafkaBroker(Path folder, String host, int port, int controllerPort) {
        this.folder = folder;
        this.host = host;
        this.port = port;
        this.controllerPort = controllerPort;
        if (Files.notExists(folder.resolve("meta.properties"))) {
            format();
        }
        start();
    }

    public String bootstrapServers() {
        return host + ":" + port;
    }

    /** Starts it on the data that it has. */
    public void start() {
        if (server == null) {
            var started =
                    new KafkaRaftServer(KafkaConfig.fromProps(settings(), false), Time.SYSTEM);
            started.startup();
            server = started;
        }
    }

    /** Stops it; its data stay. */
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void format() {
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(CLUSTER)
                    .setNodeId(NODE)
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (Exception failed) {
            throw new IllegalStateException("the broker's folder cannot be formatted", failed);
        }
    }

    /**
     * One node must be content with itself: everything is kept once, and nothing waits for more.
     */
    private Properties settings() {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@" + host + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(host, port, host, controllerPort));
        settings.put("log.dirs", folder.toString());
        settings.put("auto.create.topics.enable", "false");
        // Nobody is there to hand over to. Kafka 4.4 tries to, finds no leader for the partitions
        // of
        // a transaction that is being committed, takes them for deleted and may leave it open.
        settings.put("controlled.shutdown.enable", "false");
        settings.put("num.partitions", "3");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.io.threads", "2");
        settings.put("num.network.threads", "1");
        settings.put("num.recovery.threads.per.data.dir", "1");
        return settings;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
