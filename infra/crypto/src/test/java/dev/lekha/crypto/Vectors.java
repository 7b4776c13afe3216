package dev.lekha.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published vectors among the test resources. */
public final class Vectors {
    private Vectors() {}

    public static JsonNode read(String file) {
        try (var in = Vectors.class.getResourceAsStream(file)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in, file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
