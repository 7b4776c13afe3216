package dev.lekha.app.demo;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The platform's HTTP door as one participant sees it, who has a key. */
public record Api(HttpClient http, URI base, String key) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int BUSY = 503;

    /** The same door for someone else. */
    public Api as(String credential, String secret) {
        return new Api(http, base, "lk." + credential + "." + secret);
    }

    /**
     * Sends a command and answers the position of its outcome.
     *
     * @param command {@code registration/RegisterNode}
     * @throws IllegalStateException where it is refused
     */
    public long send(String command, Object body) throws IOException, InterruptedException {
        var request =
                request("/api/commands/" + command)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", '"' + UUID.randomUUID().toString() + '"')
                        .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                        .build();
        return Json.MAPPER
                .readTree(sound(http.send(request, BodyHandlers.ofString())).body())
                .path("position")
                .longValue();
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(
                sound(http.send(request(path).build(), BodyHandlers.ofString())).body());
    }

    /** The answer, or nothing where the door says "not now". */
    Optional<JsonNode> ask(String path) throws IOException, InterruptedException {
        var answer = http.send(request(path).build(), BodyHandlers.ofString());
        return answer.statusCode() == BUSY
                ? Optional.empty()
                : Optional.of(Json.MAPPER.readTree(sound(answer).body()));
    }

    /** Waits until a view reflects the position, and asks. */
    public JsonNode await(String path) throws IOException, InterruptedException {
        var until = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(until)) {
            var answer = ask(path);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new IllegalStateException(
                "no answer within " + PATIENCE.toSeconds() + " s to " + path);
    }

    /** Reads NDJSON as it comes. */
    void lines(String path, Consumer<JsonNode> reader) throws IOException, InterruptedException {
        var answer =
                http.send(
                        request(path).header("Accept", "application/x-ndjson").build(),
                        BodyHandlers.ofLines());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(path + ": " + answer.statusCode());
        }
        try (var lines = answer.body()) {
            lines.map(Json.MAPPER::readTree).forEach(reader);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + key)
                .timeout(PATIENCE);
    }

    private static HttpResponse<String> sound(HttpResponse<String> answer) {
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(
                    answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
