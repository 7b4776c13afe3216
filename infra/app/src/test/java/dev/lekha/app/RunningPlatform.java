package dev.lekha.app;

import dev.lekha.edge.mqtt.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole platform in this process, on free ports. */
final class RunningPlatform implements AutoCloseable {
    private static final int NOWHERE = 0;

    final ConfigurableApplicationContext context;
    final URI http;

    /** Of the embedded broker. */
    final URI mqtt;

    final String operator;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningPlatform(Path data, String... settings) throws IOException {
        var all =
                new ArrayList<>(
                        List.of("--lekha.data=" + data, "--server.port=0", "--lekha.mqtt.port=0"));
        all.addAll(List.of(settings));
        if (all.stream().noneMatch(one -> one.startsWith("--lekha.evidence."))) {
            // Only time is lost by it in tests of something else.
            all.add("--lekha.evidence.enabled=false");
        }
        context = SpringApplication.run(Platform.class, all.toArray(String[]::new));
        http =
                URI.create(
                        "http://127.0.0.1:"
                                + context.getEnvironment().getProperty("local.server.port"));
        mqtt =
                URI.create(
                        "tcp://127.0.0.1:"
                                + context.getBeanProvider(EmbeddedBroker.class).stream()
                                        .mapToInt(EmbeddedBroker::port)
                                        .findFirst()
                                        .orElse(NOWHERE));
        operator = Files.readString(data.resolve("operator.key")).strip();
    }

    HttpResponse<String> post(String path, String key, String body, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(http.resolve(path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** As somebody who has no key. */
    HttpResponse<String> postAsStranger(String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(http.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> getIfNoneMatch(String path, String key, String etag)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(http.resolve(path))
                        .header("Authorization", "Bearer " + key)
                        .header("If-None-Match", etag);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> command(String path, String body)
            throws IOException, InterruptedException {
        return post("/api/commands/" + path, operator, body);
    }

    /**
     * @param key empty to ask as a stranger
     */
    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(http.resolve(path));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** A view's page as it stands when it has come as far as the log. */
    String view(String query) throws IOException, InterruptedException {
        var head = get("/api/log/head", operator).body().replaceAll("\\D", "");
        var joint = query.contains("?") ? "&" : "?";
        return get("/api/views/" + query + joint + "min-position=" + head, operator).body();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }
}
