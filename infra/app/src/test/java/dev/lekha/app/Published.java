package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.crypto.tiles.Tiles;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.Policy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What an auditor fetches of a running platform, and nothing else. */
record Published(URI http, String key, HttpClient client) implements Tiles {
    HttpResponse<byte[]> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(http.resolve(path));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        }
    }

    byte[] body(String path) {
        var answer = get(path);
        assertThat(answer.statusCode())
                .as("%s: %s", path, new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return answer.body();
    }

    Policy policy() {
        return Policy.parse(body("/api/evidence/policy"));
    }

    Note newest() {
        return Note.parse(body("/checkpoint"));
    }

    /** 0 where nothing is published yet. */
    long size() {
        return get("/checkpoint").statusCode() == 200 ? head().size() : 0;
    }

    TreeHead head() {
        return policy().judge(newest()).checkpoint().head();
    }

    TreeHead head(long size) {
        return policy().judge(Note.parse(body("/checkpoint/" + size))).checkpoint().head();
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
        var answer = get("/" + path);
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(body("/" + path));
    }

    @Override
    public void write(TilePath path, byte[] bytes) {
        throw new UnsupportedOperationException("an auditor only reads");
    }
}
