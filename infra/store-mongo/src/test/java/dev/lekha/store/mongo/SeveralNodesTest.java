package dev.lekha.store.mongo;

import static dev.lekha.store.mongo.Events.append;
import static dev.lekha.store.mongo.Events.bodies;
import static dev.lekha.store.mongo.Events.event;
import static dev.lekha.store.mongo.Events.stored;
import static dev.lekha.store.mongo.Events.tagged;
import static dev.lekha.store.mongo.Events.unless;
import static dev.lekha.store.mongo.Events.wins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Several processes, here several stores with connections of their own, write one log. */
@Timeout(120)
class SeveralNodesTest {
    private static final int PART = 500;

    private final String connection = Events.fresh();
    private final MongoStore one = Events.open(connection);
    private final MongoStore other = Events.open(connection);

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void of_two_nodes_that_race_under_one_boundary_one_wins_each_round() {
        for (int round = 0; round < 30; round++) {
            long seen = stored(one.log()).size();
            await().until(() -> other.reader().head() == seen);
            var outcomes =
                    race(
                            () -> wins(one.log(), unless(tagged("a=1"), seen), event("x", "a=1")),
                            () ->
                                    wins(
                                            other.log(),
                                            unless(tagged("a=1"), seen),
                                            event("y", "a=1")));
            assertThat(outcomes).as("round " + round).containsExactlyInAnyOrder(true, false);
            await().until(() -> one.reader().head() == seen + 1);
        }
    }

    @Test
    void a_name_is_given_once_though_a_node_has_not_heard_of_the_others_append() {
        assertThat(wins(one.log(), unless(tagged("name=n"), -1), event("x", "name=n"))).isTrue();
        assertThat(wins(other.log(), unless(tagged("name=n"), -1), event("y", "name=n"))).isFalse();
        assertThat(other.log().conflicts()).isEqualTo(1);
    }

    @Test
    void nodes_with_boundaries_of_their_own_go_on_without_conflicts_gaps_or_doubles() {
        int callers = 4;
        int each = 60;
        var runs = new ArrayList<Callable<Boolean>>();
        for (int caller = 0; caller < callers; caller++) {
            var tag = "a=" + caller;
            var log = caller % 2 == 0 ? one.log() : other.log();
            runs.add(() -> {
                long known = 0;
                for (int i = 0; i < each; i++) {
                    known =
                            Events.commit(
                                            log,
                                            unless(tagged(tag), known),
                                            event(tag + "/" + i, tag),
                                            event(tag + "/" + i, tag))
                                    .join();
                }
                return true;
            });
        }
        race(runs);
        long total = 2L * callers * each;
        await().until(() -> one.reader().head() == total && other.reader().head() == total);
        var events = stored(one.log());
        assertThat(events)
                .extracting(Log.Stored::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, total).boxed().toList());
        assertThat(events).extracting(Log.Stored::id).doesNotHaveDuplicates();
        assertThat(bodies(other.log())).isEqualTo(bodies(one.log()));
        assertThat(one.log().conflicts() + other.log().conflicts()).isZero();
    }

    /**
     * How evenly they share is the scheduler's affair too; a tenth is what nobody may fall below.
     */
    @Test
    void no_node_starves_under_load(TestReporter reporter) {
        var runs = new ArrayList<Callable<Boolean>>();
        var first = new AtomicLong();
        var second = new AtomicLong();
        for (int i = 0; i < 8; i++) {
            runs.add(() -> load(one.log(), first, second));
            runs.add(() -> load(other.log(), second, first));
        }
        race(runs);
        double all = first.get() + second.get();
        reporter.publishEntry(
                "appends and times overtaken",
                "%d and %d, %d and %d"
                        .formatted(
                                first.get(),
                                second.get(),
                                one.log().overtaken(),
                                other.log().overtaken()));
        assertThat(first.get() / all).isBetween(0.1, 0.9);
    }

    /** Until both have done their part, or the other has none to speak of. */
    private static boolean load(MongoLog log, AtomicLong count, AtomicLong other) {
        while (Math.min(count.get(), other.get()) < PART
                && Math.max(count.get(), other.get()) < 20 * PART) {
            append(log, event("x"));
            count.incrementAndGet();
        }
        return true;
    }

    @Test
    void a_stream_of_one_node_is_woken_by_the_other() {
        var stream = Streams.all(one.log());
        var seen = new AtomicLong();
        stream.setCallback(() -> {
            while (stream.next().isPresent()) {
                seen.incrementAndGet();
            }
        });
        append(other.log(), event("a"), event("b"));
        await().atMost(Duration.ofSeconds(3)).until(() -> seen.get() == 2);
        stream.close();
    }

    @Test
    void sourcing_sees_at_once_what_another_node_has_acknowledged() {
        for (int i = 1; i <= 20; i++) {
            append(other.log(), event("x", "a=1"));
            var stream = Streams.source(one.log(), tagged("a=1"));
            var messages = new ArrayList<EventMessage>();
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                messages.add(next.get().message());
            }
            assertThat(messages).hasSize(i + 1).last().isEqualTo(TerminalEventMessage.INSTANCE);
        }
    }

    @SafeVarargs
    private static List<Boolean> race(Callable<Boolean>... racers) {
        return race(List.of(racers));
    }

    /** Starts all at once; answers what each had to say. */
    private static List<Boolean> race(List<Callable<Boolean>> racers) {
        var start = new CyclicBarrier(racers.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Future<Boolean>>();
            for (var racer : racers) {
                runs.add(
                        threads.submit(() -> {
                            start.await();
                            return racer.call();
                        }));
            }
            var outcomes = new ArrayList<Boolean>();
            for (var run : runs) {
                outcomes.add(run.get());
            }
            return outcomes;
        } catch (ExecutionException | InterruptedException failed) {
            throw new AssertionError("a racer fell", failed);
        }
    }
}
