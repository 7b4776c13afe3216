package dev.lekha.app.keys;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.UniqueId;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The log of a data folder while no platform runs on it, open for events about keys alone. */
record StoppedLog(EmbeddedStore store) implements AutoCloseable {
    static StoppedLog open(Path data) {
        return new StoppedLog(
                EmbeddedStore.open(
                        data,
                        () -> {
                            throw new IllegalStateException("stored events need no converter");
                        },
                        Clock.systemUTC(),
                        CommitObserver.NONE));
    }

    long head() {
        return store.reader().head();
    }

    /** Once, at that position: what stands there already is passed over. */
    void append(long position, String type, Map<String, Object> fields) {
        var body = Json.MAPPER.writeValueAsBytes(fields);
        if (head() < position) {
            store.log().append(List.of(stored(position, type, body))).join();
        } else if (!stands(position, type, body)) {
            throw new IllegalStateException("another event stands at " + position);
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

    private boolean stands(long position, String type, byte[] body) {
        return store.reader()
                .at(position)
                .filter(event -> event.type().equals(type))
                .filter(event -> Arrays.equals(event.body(), body))
                .isPresent();
    }

    @Override
    public void close() {
        store.close();
    }
}
