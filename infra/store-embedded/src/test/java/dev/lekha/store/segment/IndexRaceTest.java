package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static dev.lekha.store.tck.Appends.unless;
import static dev.lekha.store.tck.Appends.wins;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who reads while the index grows, is sealed, merged and made anew finds all that was there. */
@Timeout(120)
class IndexRaceTest {
    private static final int READERS = 4;
    private static final int TAGS = 5;

    private final long seed = Seeds.next();

    @Test
    void an_index_that_grows_under_its_readers_finds_all_that_was_added() {
        for (int round = 0; round < 40; round++) {
            int events = 9_000;
            var index = new GrowingIndex(1);
            var head = new AtomicLong();
            Racers.together(
                    3,
                    number -> {
                        if (number == 0) {
                            fill(index, head, events);
                        } else {
                            readWhileItGrows(index, head, events, new Random(seed + number));
                        }
                    });
        }
    }

    private static void fill(GrowingIndex index, AtomicLong head, int events) {
        for (int i = 1; i <= events; i++) {
            var tags = List.of("few=" + i % TAGS, "many=" + i);
            index.add(i, i, Keys.of(tags, "test.T" + i % 3));
            head.set(i);
        }
    }

    private void readWhileItGrows(GrowingIndex index, AtomicLong head, int events, Random random) {
        for (long last = head.get(); last < events; last = head.get()) {
            if (last < TAGS) {
                continue;
            }
            long after = last - random.nextInt(TAGS);
            long few = Keys.tag("few=" + last % TAGS);
            assertThat(index.find(few, false, after - 1, last).from(1)).isEqualTo(last);
            long pair = Keys.tag("many=" + last) | Keys.type("test.T" + last % 3);
            assertThat(index.find(pair, true, 0, last).from(1)).isEqualTo(last);
        }
    }

    @Test
    void sourcing_while_segments_are_sealed_merged_and_indexed_anew_finds_all_that_was_acknowledged(
            @TempDir(factory = QuickFolder.class) Path folder) {
        int appends = 350;
        var acknowledged = new AtomicIntegerArray(TAGS);
        var done = new AtomicBoolean();
        try (var log = SmallSegments.log(folder)) {
            Racers.together(
                    READERS,
                    number -> {
                        switch (number) {
                            case 0 -> {
                                try {
                                    appendAll(log, acknowledged, appends);
                                } finally {
                                    done.set(true);
                                }
                            }
                            case 1 -> mendSidecars(log, done);
                            default -> sourceUntil(done, log, number % TAGS, acknowledged);
                        }
                    });
            assertThat(log.segments().layout().segments()).hasSizeGreaterThan(20);
            for (int tag = 0; tag < TAGS; tag++) {
                Reads.requireSequence(Reads.tagged(log, "few=" + tag), acknowledged.get(tag));
            }
        }
    }

    private static void appendAll(SegmentLog log, AtomicIntegerArray acknowledged, int appends) {
        for (int i = 0; i < appends; i++) {
            int tag = i % TAGS;
            append(log, event(acknowledged.get(tag) + " ".repeat(200), "few=" + tag));
            acknowledged.incrementAndGet(tag);
        }
    }

    /** As if a damaged block had been met there. */
    private void mendSidecars(SegmentLog log, AtomicBoolean done) {
        var random = new Random(seed);
        while (!done.get()) {
            var parts = log.segments().layout().parts();
            if (!parts.isEmpty()
                    && random.nextInt(100) == 0
                    && parts.get(random.nextInt(parts.size())) instanceof Sidecar sidecar) {
                log.segments().mend(new SidecarDamaged(sidecar.path(), 0, "played"));
            }
            Thread.yield();
        }
    }

    private static void sourceUntil(
            AtomicBoolean done, SegmentLog log, int tag, AtomicIntegerArray acknowledged)
            throws Exception {
        while (!done.get()) {
            int before = acknowledged.get(tag);
            try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
                var reads = new ArrayList<Future<List<String>>>();
                for (int i = 0; i < 8; i++) {
                    reads.add(readers.submit(() -> Reads.tagged(log, "few=" + tag)));
                }
                for (var read : reads) {
                    Reads.requireSequence(read.get(), before);
                }
            }
        }
    }

    @Test
    void of_all_who_race_one_wins_wherever_in_the_index_the_other_stands(
            @TempDir(factory = QuickFolder.class) Path folder) {
        int racers = 8;
        try (var log = SmallSegments.log(folder)) {
            for (int round = 0; round < 60; round++) {
                var name = "name=n" + round;
                long behind = Math.max(0, log.reader().head() - round % 30);
                var won = Collections.synchronizedList(new ArrayList<Integer>());
                Racers.together(
                        racers,
                        racer -> {
                            if (wins(
                                    log,
                                    unless(tagged(name), behind),
                                    event("x".repeat(200), name))) {
                                won.add(racer);
                            }
                        });
                assertThat(won).as("round " + round).hasSize(1);
                for (int old = 0; old <= round; old += 7) {
                    assertThat(wins(log, unless(tagged("name=n" + old), 0), event("late")))
                            .isFalse();
                }
            }
            assertThat(log.reader().head()).isEqualTo(60);
        }
    }
}
