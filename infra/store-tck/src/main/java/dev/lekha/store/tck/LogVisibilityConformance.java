package dev.lekha.store.tck;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When readers see what was appended: all of a batch at once, and soon. */
public abstract class LogVisibilityConformance extends StoreConformance {
    private static final int BATCH = 5;
    private static final int BATCHES = 200;

    @Test
    void sourcing_sees_a_batch_wholly_or_not_at_all() {
        var sizes = new ArrayList<Integer>();
        var writing = CompletableFuture.runAsync(this::appendBatches);
        do {
            sizes.add(Reads.source(opened().engine(), tagged("batch=yes")).size());
        } while (!writing.isDone());
        writing.join();
        sizes.add(Reads.source(opened().engine(), tagged("batch=yes")).size());
        assertThat(sizes).allMatch(size -> size % BATCH == 0).contains(BATCH * BATCHES);
    }

    @Test
    void a_stream_that_shows_the_first_of_a_batch_shows_the_rest() {
        var writing = CompletableFuture.runAsync(this::appendBatches);
        var stream = Reads.stream(opened().engine(), 0);
        int batches = 0;
        do {
            var first = stream.next();
            if (first.isPresent()) {
                for (int i = 1; i < BATCH; i++) {
                    assertThat(stream.next()).as("event %d of its batch", i).isPresent();
                }
                batches++;
            }
        } while (batches < BATCHES && !(writing.isDone() && !stream.hasNextAvailable()));
        writing.join();
        stream.close();
        assertThat(batches).isEqualTo(BATCHES);
    }

    @Test
    void the_head_moves_by_whole_batches() {
        var heads = new ArrayList<Long>();
        var writing = CompletableFuture.runAsync(this::appendBatches);
        do {
            heads.add(opened().log().head());
        } while (!writing.isDone());
        writing.join();
        heads.add(opened().log().head());
        assertThat(heads).isSorted().allMatch(head -> head % BATCH == 0);
        assertThat(heads.getLast()).isEqualTo(BATCH * BATCHES);
    }

    private void appendBatches() {
        for (int i = 0; i < BATCHES; i++) {
            var batch = event("x", "batch=yes");
            append(
                    opened().engine(),
                    batch,
                    event("x", "batch=yes"),
                    event("x", "batch=yes"),
                    event("x", "batch=yes"),
                    event("x", "batch=yes"));
        }
    }

    @Test
    void a_stream_is_woken_by_an_append() {
        var stream = Reads.stream(opened().engine(), 0);
        List<Long> seen = new CopyOnWriteArrayList<>();
        stream.setCallback(() -> {
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                seen.add(Reads.position(next.get()));
            }
        });
        append(opened().engine(), event("a"));
        await().atMost(Duration.ofSeconds(5)).until(() -> seen.equals(List.of(1L)));
        append(opened().engine(), event("b"), event("c"));
        await().atMost(Duration.ofSeconds(5)).until(() -> seen.equals(List.of(1L, 2L, 3L)));
        stream.close();
    }

    @Test
    void a_slow_reader_of_a_stream_holds_up_no_other() {
        var blocked = new CompletableFuture<String>();
        var calls = new AtomicInteger();
        var slow = Reads.stream(opened().engine(), 0);
        slow.setCallback(() -> {
            if (calls.incrementAndGet() > 1) {
                blocked.join();
            }
        });
        append(opened().engine(), event("a"));
        assertThat(append(opened().engine(), event("b"))).isEqualTo(2);
        var other = Reads.stream(opened().engine(), 0);
        assertThat(other.next().map(Reads::position)).contains(1L);
        blocked.complete("go on");
        await().atMost(Duration.ofSeconds(5)).until(() -> calls.get() > 1);
    }

    @Test
    void a_reader_who_waits_gets_what_is_appended_meanwhile() throws Exception {
        try (var cursor = opened().log().after(0, Log.Filter.ALL)) {
            var waiting = CompletableFuture.supplyAsync(() -> cursor.next(Duration.ofSeconds(20)));
            append(opened().engine(), event("a"));
            assertThat(waiting.get(10, TimeUnit.SECONDS)).map(Log.Stored::position).contains(1L);
            assertThat(cursor.next(Duration.ofMillis(20))).isEmpty();
        }
    }

    @Test
    void a_reader_waits_for_what_it_wants_and_passes_over_the_rest() throws Exception {
        var filter = new Log.Filter(List.of(), List.of("node=2"));
        try (var cursor = opened().log().after(0, filter)) {
            var waiting = CompletableFuture.supplyAsync(() -> cursor.next(Duration.ofSeconds(20)));
            append(opened().engine(), event("a", "node=1"));
            append(opened().engine(), event("b", "node=2"));
            assertThat(waiting.get(10, TimeUnit.SECONDS)).map(Log.Stored::position).contains(2L);
        }
    }
}
