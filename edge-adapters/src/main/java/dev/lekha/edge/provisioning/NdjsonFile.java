package dev.lekha.edge.provisioning;

import dev.lekha.edge.provisioning.Row.Content;
import dev.lekha.kernel.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;

/** Rows of JSON, an object in each line; empty lines do not count. */
final class NdjsonFile implements Rows {
    private static final ObjectReader OBJECT =
            Json.MAPPER
                    .readerFor(new TypeReference<TreeMap<String, Object>>() {})
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private final BufferedReader text;
    private long number;
    private long line;

    NdjsonFile(BufferedReader text) {
        this.text = text;
    }

    /** Lines are no longer than they may be: {@link TextCheck} has seen to that. */
    @Override
    public Optional<Row> next() throws IOException {
        for (var read = text.readLine(); read != null; read = text.readLine()) {
            line++;
            if (!read.isBlank()) {
                return Optional.of(new Row(++number, line, content(read)));
            }
        }
        return Optional.empty();
    }

    private static Content content(String read) {
        try {
            @Nullable Map<String, Object> fields = OBJECT.readValue(read);
            return fields == null
                    ? new Content.Unfit("row-malformed", "The line is no JSON object.")
                    : Provisioned.content(fields);
        } catch (JacksonException unreadable) {
            return new Content.Unfit(
                    "row-malformed",
                    "The line is no JSON object as far as column "
                            + unreadable.getLocation().getColumnNr()
                            + ".");
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
