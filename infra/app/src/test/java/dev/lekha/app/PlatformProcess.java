package dev.lekha.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The platform in a process of its own, as {@code lekha up} runs it, so that it can be killed. */
final class PlatformProcess implements AutoCloseable {
    final URI http;
    final URI mqtt;
    private final Path folder;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param settings as {@code --name=value}
     */
    PlatformProcess(Path folder, String... settings) throws IOException {
        this(folder, Map.of(), settings);
    }

    /**
     * @param environment further variables, as a container has them
     */
    PlatformProcess(Path folder, Map<String, String> environment, String... settings)
            throws IOException {
        this(folder, freePort(), environment, settings);
    }

    /**
     * @param port for HTTP, where others have to know it before
     */
    PlatformProcess(Path folder, int port, Map<String, String> environment, String... settings)
            throws IOException {
        this.folder = folder;
        http = URI.create("http://127.0.0.1:" + port);
        mqtt = URI.create("tcp://127.0.0.1:" + freePort());
        var builder =
                new ProcessBuilder(command(settings))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("up.log").toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private List<String> command(String... settings) {
        var command = ChildJava.command("512m", "dev.lekha.app.Lekha");
        command.addAll(
                List.of(
                        "up",
                        "--lekha.data=" + folder.resolve("data"),
                        "--server.port=" + http.getPort(),
                        "--lekha.mqtt.port=" + mqtt.getPort()));
        command.addAll(List.of(settings));
        return command;
    }

    /** Waits until it serves. */
    PlatformProcess awaitReady() {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "the platform ended: "
                                        + Files.readString(folder.resolve("up.log")));
                    }
                    return ready();
                });
        return this;
    }

    private boolean ready() throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(http.resolve("/actuator/health/readiness")).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String operatorKey() throws IOException {
        return Files.readString(folder.resolve("data/operator.key")).strip();
    }

    HttpResponse<String> post(String path, String key, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(http.resolve(path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(http.resolve(path))
                        .header("Authorization", "Bearer " + key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it is no more, whoever ends it. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the platform does not end");
        }
    }

    /** As {@code kill} does: it finishes what it has acknowledged. Gives its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the platform does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
