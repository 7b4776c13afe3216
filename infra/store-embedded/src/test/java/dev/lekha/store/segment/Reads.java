package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Log;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says in one line how the tests of segments read. */
final class Reads {
    private Reads() {}

    /** Bodies, as text, of all events. */
    static List<String> bodies(SegmentLog log) {
        return bodies(log, Log.Filter.ALL);
    }

    /** Bodies, as text, of the events that carry all of the tags. */
    static List<String> tagged(SegmentLog log, String... tags) {
        return bodies(log, new Log.Filter(List.of(), List.of(tags)));
    }

    static List<String> bodies(SegmentLog log, Log.Filter filter) {
        return stored(log, filter).stream().map(Reads::body).toList();
    }

    /** Bodies are 0, 1, 2 … and at least so many. */
    static void requireSequence(List<String> bodies, int least) {
        assertThat(bodies).hasSizeGreaterThanOrEqualTo(least);
        for (int i = 0; i < bodies.size(); i++) {
            assertThat(bodies.get(i).strip()).isEqualTo(Integer.toString(i));
        }
    }

    static String body(Log.Stored event) {
        return new String(event.body(), StandardCharsets.UTF_8);
    }

    /** All that is there, without waiting for more. */
    static List<Log.Stored> stored(SegmentLog log, Log.Filter filter) {
        var events = new ArrayList<Log.Stored>();
        try (var cursor = log.reader().after(0, filter)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                events.add(next.get());
            }
        }
        return events;
    }
}
