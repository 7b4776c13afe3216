package dev.lekha.app.audit;

import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.crypto.tiles.Tiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A log as others serve it, below a URL. Reads only, and never more than such a file can have. */
final class ServedLog implements Tiles, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 1_000_000;

    private final String prefix;
    private final HttpClient http;
    private final String key;

    /**
     * @param url below which {@code checkpoint} and {@code tile/…} are
     * @param key of an auditor, who may read entries; empty for everybody else
     */
    ServedLog(URI url, String key) {
        this.key = key;
        prefix = url.toString().replaceFirst("/+$", "") + "/";
        http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    /**
     * The newest checkpoint, as it is served.
     *
     * @throws IOException where it is not
     */
    byte[] checkpoint() throws IOException {
        return get("checkpoint").orElseThrow(() -> new IOException("there is no checkpoint"));
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
        try {
            return get(path.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void write(TilePath path, byte[] bytes) {
        throw new UnsupportedOperationException("a log of others is only read");
    }

    private Optional<byte[]> get(String path) throws IOException {
        var asked = HttpRequest.newBuilder(URI.create(prefix + path)).timeout(PATIENCE);
        if (!key.isEmpty()) {
            asked.header("Authorization", "Bearer " + key);
        }
        var request = asked.build();
        try {
            var answer =
                    http.send(
                            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(answer.body());
                case 404 -> Optional.empty();
                default ->
                        throw new IOException(
                                "%s is answered %d".formatted(request.uri(), answer.statusCode()));
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
