package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked, the index finds what a look at every event finds. */
class IndexEquivalenceTest {
    private static final int TYPES = 4;
    private static final int TAGS = 6;
    private static final int QUERIES = 400;

    private final long seed = Seeds.next();
    private final Random random = new Random(seed);

    /** What a query asks for: any of these, each with all its tags and one of its types. */
    private record Query(List<Set<String>> tags, List<Set<String>> types) {
        boolean fits(Log.Stored event) {
            return IntStream.range(0, tags.size())
                    .anyMatch(i ->
                            event.tags().containsAll(tags.get(i))
                                    && (types.get(i).isEmpty()
                                            || types.get(i).contains(event.type())));
        }

        EventCriteria criteria() {
            return EventCriteria.either(
                    IntStream.range(0, tags.size()).mapToObj(this::criterion).toList());
        }

        private EventCriteria criterion(int i) {
            var all = new HashSet<Tag>();
            for (var tag : tags.get(i)) {
                int equals = tag.indexOf('=');
                all.add(Tag.of(tag.substring(0, equals), tag.substring(equals + 1)));
            }
            var names = types.get(i).stream().map(QualifiedName::new).toArray(QualifiedName[]::new);
            return EventCriteria.havingTags(all).andBeingOneOfTypes(names);
        }
    }

    @Test
    void in_memory_sealed_and_merged_twice_every_query_finds_what_fits(
            @TempDir(factory = QuickFolder.class) Path folder) throws IOException {
        try (var log = SmallSegments.log(folder)) {
            while (log.segments().layout().segments().size() < 64 + 8 + 3) {
                appendSome(log);
            }
            requireSame(log);
            await().until(() -> levels(log).containsAll(List.of(2, 1, 0)));
            requireSame(log);
        }
        try (var log = SmallSegments.log(folder)) {
            requireSame(log);
            appendSome(log);
            requireSame(log);
            WholeLog.read(folder).requireIndexOf(log);
            WholeLog.read(folder).requireScanOf(log);
        }
    }

    private static List<Integer> levels(SegmentLog log) {
        return log.segments().layout().parts().stream()
                .filter(Sidecar.class::isInstance)
                .map(part -> ((Sidecar) part).shape().level())
                .toList();
    }

    private void appendSome(SegmentLog log) {
        append(
                log,
                IntStream.rangeClosed(0, random.nextInt(5))
                        .mapToObj(_ -> randomEvent())
                        .toArray(TaggedEventMessage[]::new));
    }

    private TaggedEventMessage<?> randomEvent() {
        var body = random.nextInt() + "x".repeat(random.nextInt(200));
        return event(
                "test.T" + random.nextInt(TYPES),
                body.getBytes(StandardCharsets.UTF_8),
                some("tag=", TAGS, 3).toArray(String[]::new));
    }

    /** Up to so many different ones. */
    private Set<String> some(String what, int kinds, int most) {
        var some = new HashSet<String>();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            some.add(what + random.nextInt(kinds + 1));
        }
        return some;
    }

    private Query query() {
        var tags = new ArrayList<Set<String>>();
        var types = new ArrayList<Set<String>>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            tags.add(some("tag=", TAGS, 2));
            types.add(some("test.T", TYPES, 3));
        }
        return new Query(tags, types);
    }

    private void requireSame(SegmentLog log) {
        var stored = Reads.stored(log, Log.Filter.ALL);
        for (int i = 0; i < QUERIES; i++) {
            var query = query();
            long after = random.nextInt(3) == 0 ? random.nextInt(stored.size()) : 0;
            var expected =
                    stored.stream()
                            .filter(one -> one.position() > after && query.fits(one))
                            .map(Log.Stored::id)
                            .toList();
            assertThat(source(log, query, after))
                    .as("seed %d, %s after %d", seed, query, after)
                    .isEqualTo(expected);
        }
    }

    private static List<String> source(SegmentLog log, Query query, long after) {
        var start = new GlobalIndexConsistencyMarker(after).position();
        var found = new ArrayList<String>();
        var stream = log.source(SourcingCondition.conditionFor(start, query.criteria()), null);
        for (var entry = stream.next(); entry.isPresent(); entry = stream.next()) {
            EventMessage message = entry.get().message();
            if (message != TerminalEventMessage.INSTANCE) {
                found.add(message.identifier());
            }
        }
        assertThat(stream.error()).isEmpty();
        return found;
    }
}
