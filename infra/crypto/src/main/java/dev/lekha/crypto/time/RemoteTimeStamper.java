package dev.lekha.crypto.time;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An authority somewhere else, over HTTP (RFC 3161, 3.4). */
public final class RemoteTimeStamper implements TimeStamper {
    private static final int MOST_BYTES = 1 << 16;
    private static final String REPLY = "application/timestamp-reply";

    private final HttpClient http;
    private final URI url;
    private final Duration timeout;

    public RemoteTimeStamper(HttpClient http, URI url, Duration timeout) {
        this.http = http;
        this.url = url;
        this.timeout = timeout;
    }

    @Override
    public byte[] answer(byte[] query) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(timeout)
                        .header("Content-Type", "application/timestamp-query")
                        .POST(BodyPublishers.ofByteArray(query))
                        .build();
        var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES);
        var response = http.send(request, body);
        var type = response.headers().firstValue("Content-Type").orElse("");
        if (response.statusCode() != 200 || !type.equals(REPLY)) {
            throw new IOException("%s answered %d %s".formatted(url, response.statusCode(), type));
        }
        return response.body();
    }
}
