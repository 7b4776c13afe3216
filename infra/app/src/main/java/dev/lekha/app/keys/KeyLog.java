package dev.lekha.app.keys;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.UniqueId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A log that is open for events about keys alone. */
abstract class KeyLog implements AutoCloseable {
    static final String ROTATED = "evidence.KeyRotated";

    /**
     * @param store empty for the one of the data folder, or {@code mongodb://…/database}
     */
    static KeyLog open(Path data, String store) {
        return store.isEmpty() ? StoppedLog.open(data) : SharedLog.open(data, store);
    }

    abstract Log reader();

    /** At the position that comes next. */
    abstract void append(Log.Stored event);

    /**
     * Returns once nobody publishes the log, and nobody will until this is closed.
     *
     * @throws IOException where somebody goes on publishing
     */
    abstract void requireUnpublished() throws IOException;

    @Override
    public abstract void close();

    final long head() {
        return reader().head();
    }

    /**
     * Appends the event unless it stands at that position or behind it, as after a crash.
     *
     * @return its position, which is another one than the next where others write meanwhile
     */
    final long append(long from, String type, Map<String, Object> fields) {
        var body = Json.MAPPER.writeValueAsBytes(fields);
        var kept = find(from, type, body, Duration.ZERO);
        if (kept.isEmpty()) {
            append(stored(head() + 1, type, body));
            kept = find(from, type, body, Duration.ofSeconds(10));
        }
        return kept.orElseThrow(() -> new IllegalStateException("the event is not to be found"));
    }

    private OptionalLong find(long from, String type, byte[] body, Duration wait) {
        try (var cursor = reader().after(from - 1, new Log.Filter(List.of(type), List.of()))) {
            for (var next = cursor.next(wait); next.isPresent(); next = cursor.next(wait)) {
                if (Arrays.equals(next.get().body(), body)) {
                    return OptionalLong.of(next.get().position());
                }
            }
            return OptionalLong.empty();
        }
    }

    private static Log.Stored stored(long position, String type, byte[] body) {
        var metadata =
                Map.of(
                        Metadata.ACTOR, Caller.PLATFORM.actor(),
                        Metadata.TENANT, Caller.PLATFORM.tenant());
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        return new Log.Stored(position, UniqueId.next(), now, type, "1", Set.of(), metadata, body);
    }
}
