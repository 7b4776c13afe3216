package dev.lekha.app;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Asks by a platform's HTTP door. */
final class DoorClient implements Racer.Asking {
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI commands;
    private final String key;

    DoorClient(String platform, String key) {
        this.commands = URI.create(platform).resolve("/api/commands/");
        this.key = key;
    }

    @Override
    public CompletableFuture<Answer> send(Ask ask) {
        var request =
                HttpRequest.newBuilder(commands.resolve(ask.capability() + "/" + ask.command()))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        Json.MAPPER.writeValueAsBytes(ask.fields())))
                        .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(DoorClient::answer);
    }

    private static Answer answer(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case OK -> Json.MAPPER.readValue(response.body(), Answer.class);
            case CONFLICT ->
                    throw new Refused(
                            Refused.Kind.CONFLICT,
                            Json.MAPPER.readTree(response.body()).get("code").stringValue(),
                            response.body());
            default -> throw new IllegalStateException(response + " " + response.body());
        };
    }

    /** They are the platform's. */
    @Override
    public long conflicts() {
        return 0;
    }

    @Override
    public void close() {
        client.close();
    }
}
