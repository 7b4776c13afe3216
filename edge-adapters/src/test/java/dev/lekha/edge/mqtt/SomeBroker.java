package dev.lekha.edge.mqtt;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A broker that knows nothing of us, and lets everybody do nearly everything. */
interface SomeBroker extends AutoCloseable {
    /** Where Mosquitto lets nobody publish. */
    String CLOSED_TOPIC = "closed/to/all";

    int port();

    default String uri() {
        return "tcp://127.0.0.1:" + port();
    }

    @Override
    void close();

    /** A second HiveMQ, as it comes. */
    static SomeBroker hiveMq(Path folder) {
        int port = freePort();
        write(
                folder.resolve("config.xml"),
                """
                <hivemq>
                  <listeners><tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>
                  <persistence><mode>in-memory</mode></persistence>
                  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                </hivemq>
                """
                        .formatted(port));
        EmbeddedHiveMQ server =
                EmbeddedHiveMQ.builder()
                        .withConfigurationFolder(folder)
                        .withDataFolder(folder)
                        .withExtensionsFolder(folder)
                        .withoutLoggingBootstrap()
                        .build();
        server.start().join();
        return new Running(port, () -> server.stop().join());
    }

    /** Mosquitto, where it is installed. */
    static Optional<SomeBroker> mosquitto(Path folder) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/opt/homebrew/sbin")
                .map(place -> Path.of(place, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(binary -> mosquitto(binary, folder));
    }

    private static SomeBroker mosquitto(Path binary, Path folder) {
        int port = freePort();
        Path settings = folder.resolve("mosquitto.conf");
        Path rights = folder.resolve("mosquitto.acl");
        write(rights, "topic readwrite #\ntopic deny %s\n".formatted(CLOSED_TOPIC));
        write(
                settings,
                "user root%nlistener %d 127.0.0.1%nallow_anonymous true%nacl_file %s%n"
                        .formatted(port, rights));
        try {
            Process process =
                    new ProcessBuilder(binary.toString(), "-c", settings.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("mosquitto.log").toFile())
                            .start();
            Awaitility.await().until(() -> listens(port));
            return new Running(port, () -> process.destroyForcibly().onExit().join());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /**
     * @param end how to stop it
     */
    record Running(int port, Runnable end) implements SomeBroker {
        @Override
        public void close() {
            end.run();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
