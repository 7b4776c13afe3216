package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static dev.lekha.store.tck.Appends.unless;
import static dev.lekha.store.tck.Appends.wins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Log;
import dev.lekha.store.tck.Appends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags and types that have the same key are found together and told apart by the record. */
class CollisionTest {
    /** Found among the first forty million of their kind. */
    private static final String ONE = "node=1193107";

    private static final String OTHER = "node=11324589";
    private static final String TYPE = "test.T";

    private Path folder;
    private SegmentLog log;

    @BeforeEach
    void open(@TempDir(factory = QuickFolder.class) Path parent) {
        folder = parent.resolve("log");
        log = SmallSegments.log(folder);
        assertThat(Keys.tag(ONE)).isEqualTo(Keys.tag(OTHER));
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static String typeLike(String type) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> type + i)
                .filter(other -> Keys.type(other) == Keys.type(type))
                .findFirst()
                .orElseThrow();
    }

    private void append(String type, String body, String... tags) {
        Appends.append(log, event(type, body.getBytes(StandardCharsets.UTF_8), tags));
    }

    @Test
    void in_memory_sealed_and_merged_each_finds_its_own() throws IOException {
        var other = typeLike(TYPE);
        int rounds = 40;
        for (int i = 0; i < rounds; i++) {
            append(TYPE, "a" + i + "x".repeat(200), ONE);
            append(TYPE, "b" + i + "x".repeat(200), OTHER);
            append(other, "c" + i + "x".repeat(200), ONE, "more=1");
            append(other, "d" + i + "x".repeat(200), OTHER, "more=1");
            requireOwn(i + 1, other);
        }
        await().until(this::isMerged);
        requireOwn(rounds, other);
        reopen();
        requireOwn(rounds, other);
        WholeLog.read(folder).requireIndexOf(log);
    }

    private void requireOwn(int rounds, String otherType) {
        requireOnly(rounds, "a", "c", List.of(), ONE);
        requireOnly(rounds, "b", "d", List.of(), OTHER);
        requireOnly(rounds, "a", "a", List.of(TYPE), ONE);
        requireOnly(rounds, "d", "d", List.of(otherType), OTHER);
        requireOnly(rounds, "c", "c", List.of(otherType), ONE, "more=1");
        assertThat(Reads.tagged(log, ONE, OTHER)).isEmpty();
    }

    private void requireOnly(
            int rounds, String one, String other, List<String> types, String... tags) {
        var found = Reads.bodies(log, new Log.Filter(types, List.of(tags)));
        assertThat(found)
                .hasSize(one.equals(other) ? rounds : 2 * rounds)
                .allMatch(body -> body.startsWith(one) || body.startsWith(other));
    }

    private boolean isMerged() {
        return log.segments().layout().parts().stream()
                .anyMatch(part -> part instanceof Sidecar sidecar && sidecar.shape().level() > 0);
    }

    private void reopen() {
        log.close();
        log = SmallSegments.log(folder);
    }

    @Test
    void what_has_the_same_key_is_no_conflict() {
        append(TYPE, "a", ONE);
        assertThat(wins(log, unless(tagged(OTHER), 0), event("b", OTHER))).isTrue();
        assertThat(wins(log, unless(tagged(OTHER), 0), event("c", OTHER))).isFalse();
        reopen();
        assertThat(wins(log, unless(tagged(ONE), 1), event("d", ONE))).isTrue();
        assertThat(wins(log, unless(tagged(ONE), 1), event("e", ONE))).isFalse();
        assertThat(wins(log, unless(tagged(ONE, OTHER), 0), event("f", ONE))).isTrue();
    }

    @Test
    void an_event_that_carries_both_is_there_once_for_each_and_hides_no_other() throws IOException {
        int events = 0;
        while (events < 20 || !isMerged()) {
            var more = "node=" + events % 7;
            append(TYPE, events + "x".repeat(300), ONE, OTHER, more, "other=" + events);
            events++;
        }
        reopen();
        assertThat(Reads.tagged(log, ONE)).hasSize(events);
        assertThat(Reads.tagged(log, ONE, OTHER)).hasSize(events);
        for (int i = 0; i < events; i++) {
            assertThat(Reads.tagged(log, "other=" + i)).hasSize(1);
        }
        WholeLog.read(folder).requireIndexOf(log);
    }
}
