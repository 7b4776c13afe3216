package dev.lekha.bench.drill;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A process of the platform, as those see it who call it over HTTP.
 *
 * @param key the operator's, once there is one
 */
record Node(Member member, URI http, HttpClient client, Supplier<String> key) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * @throws IOException where it does not answer, so that what came of it is not known
     */
    HttpResponse<String> command(String name, String body)
            throws IOException, InterruptedException {
        return client.send(
                request("/api/commands/" + name)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    boolean isReady() throws InterruptedException {
        try {
            var asked =
                    HttpRequest.newBuilder(http.resolve("/actuator/health/readiness"))
                            .timeout(PATIENCE)
                            .build();
            return client.send(asked, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    JsonNode read(String path) throws IOException, InterruptedException {
        var answer = client.send(request(path).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200 && answer.statusCode() != 503) {
            throw new IOException(path + " was answered " + answer.statusCode());
        }
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(http.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key.get());
    }
}
