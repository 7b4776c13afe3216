package dev.lekha.app;

import dev.lekha.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A data folder whose views are kept, and what they amount to published in its log. */
public final class DigestedViews {
    private DigestedViews() {}

    /** Registers the nodes, keeps the views and publishes their digests. */
    public static void publish(Path data, String... nodes) {
        StoredNodes.run(data, nodes);
        try (var core = new Core(data)) {
            BuiltViews.build(core.store, _ -> {});
            var settings = new ViewDigestSettings(Duration.ofMillis(1), "r1");
            try (var digests =
                    new ViewDigests(
                            settings, core.store.views(), core.commands, Clock.systemUTC())) {
                digests.publish();
            }
        }
    }

    /** Writes over one row, as whoever has the database may. */
    public static void tamper(Path data, String view, String key, String from, String to)
            throws IOException {
        try (var core = new Core(data)) {
            BuiltViews.build(core.store, _ -> {});
            change(core.store, view, key, from, to);
        }
    }

    private static void change(
            EmbeddedStore store, String view, String key, String from, String to) {
        var found = store.views().find(view, key);
        var row = new String(found.row().orElseThrow().json(), StandardCharsets.UTF_8);
        var changed = row.replace(from, to).getBytes(StandardCharsets.UTF_8);
        store.views()
                .apply(view, found.position(), found.position(), Map.of(key, Optional.of(changed)));
    }
}
