package dev.lekha.app.demo;

import dev.lekha.app.Platform;
import dev.lekha.edge.mqtt.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A platform of one's own in this process, on free loopback ports: for the demo and for benchmarks.
 */
public final class LoopbackPlatform implements AutoCloseable {
    private final Path data;
    private final ServletWebServerApplicationContext context;
    private final Runnable afterwards;

    private LoopbackPlatform(Path data, Runnable afterwards, List<String> settings) {
        this.data = data;
        this.afterwards = afterwards;
        var own =
                Stream.of(
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--lekha.data=" + data,
                        "--lekha.mqtt.mode=embedded",
                        "--lekha.mqtt.host=127.0.0.1",
                        "--lekha.mqtt.port=0",
                        "--lekha.mqtt.data=" + data.resolve("mqtt"),
                        "--lekha.mqtt.keep-sessions=false",
                        "--logging.level.root=WARN");
        this.context =
                (ServletWebServerApplicationContext)
                        SpringApplication.run(
                                Platform.class,
                                Stream.concat(own, settings.stream()).toArray(String[]::new));
    }

    /**
     * In a folder of its own that goes with it, also where the process is told to stop.
     *
     * @param settings as {@code --name=value}
     */
    public static LoopbackPlatform temporary(String... settings) {
        var data = newFolder();
        Runnable delete = () -> delete(data);
        SpringApplication.getShutdownHandlers().add(delete);
        return new LoopbackPlatform(data, delete, List.of(settings));
    }

    /**
     * In a folder that stays.
     *
     * @param settings as {@code --name=value}
     */
    public static LoopbackPlatform in(Path data, String... settings) {
        return new LoopbackPlatform(data, () -> {}, List.of(settings));
    }

    public static Path newFolder() {
        try {
            return Files.createTempDirectory("lekha-");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Path data() {
        return data;
    }

    public URI http() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the platform has no web server");
        }
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public int mqttPort() {
        return part(EmbeddedBroker.class).port();
    }

    public String operatorKey() {
        try {
            return Files.readString(data.resolve("operator.key")).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One of the parts that it is made of. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        afterwards.run();
    }

    public static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
