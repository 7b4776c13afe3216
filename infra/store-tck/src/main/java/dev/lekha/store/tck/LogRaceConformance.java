package dev.lekha.store.tck;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static dev.lekha.store.tck.Appends.unless;
import static dev.lekha.store.tck.Appends.wins;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;

/** Real races: whoever decides on the same history, one wins; whoever does not, all win. */
public abstract class LogRaceConformance extends StoreConformance {
    private static final int RACERS = 16;
    private static final int ROUNDS = 25;

    @Test
    void of_all_who_race_under_one_boundary_one_wins_each_round() {
        var engine = opened().engine();
        for (int round = 0; round < ROUNDS; round++) {
            long seen = opened().log().head();
            var outcomes =
                    race(racer ->
                            wins(
                                    engine,
                                    unless(tagged("account=1"), seen),
                                    event("by " + racer, "account=1")));
            assertThat(outcomes).as("round " + round).containsOnlyOnce(true);
        }
        assertThat(Reads.source(engine, tagged("account=1"))).hasSize(ROUNDS);
    }

    @Test
    void all_who_race_under_boundaries_of_their_own_win() {
        var engine = opened().engine();
        for (int round = 0; round < ROUNDS; round++) {
            long seen = opened().log().head();
            var outcomes =
                    race(racer ->
                            wins(
                                    engine,
                                    unless(tagged("account=" + racer), seen),
                                    event("x", "account=" + racer)));
            assertThat(outcomes).as("round " + round).doesNotContain(false);
        }
        assertThat(opened().log().head()).isEqualTo((long) RACERS * ROUNDS);
    }

    @Test
    void a_name_is_given_once_however_many_ask() {
        var engine = opened().engine();
        for (int round = 0; round < ROUNDS; round++) {
            var name = "name=n" + round;
            var outcomes =
                    race(racer ->
                            wins(
                                    engine,
                                    unless(tagged(name), -1),
                                    event("node " + racer, name, "node=" + racer)));
            assertThat(outcomes).as("round " + round).containsOnlyOnce(true);
        }
    }

    @Test
    void a_boundary_of_two_tags_is_crossed_by_an_event_of_either() {
        var engine = opened().engine();
        for (int round = 0; round < ROUNDS; round++) {
            long seen = opened().log().head();
            var both = EventCriteria.either(tagged("account=1"), tagged("account=2"));
            var outcomes =
                    race(racer ->
                            wins(
                                    engine,
                                    unless(both, seen),
                                    event("x", "account=" + (1 + racer % 2))));
            assertThat(outcomes).as("round " + round).containsOnlyOnce(true);
        }
    }

    @Test
    void the_losers_of_a_race_leave_nothing_and_do_not_harm_the_winners() {
        var engine = opened().engine();
        append(engine, event("first", "account=1"));
        var outcomes =
                race(racer ->
                        racer % 2 == 0
                                ? wins(
                                        engine,
                                        unless(tagged("account=1"), 0),
                                        event("loser", "account=2"),
                                        event("loser", "account=2"))
                                : wins(
                                        engine,
                                        unless(tagged("account=3"), 0),
                                        event("winner", "account=4")));
        assertThat(Collections.frequency(outcomes, true)).isEqualTo(RACERS / 2);
        assertThat(Reads.source(engine, EventCriteria.havingAnyTag()))
                .hasSize(1 + RACERS / 2)
                .doesNotContain("loser");
    }

    private interface Racer {
        boolean run(int number);
    }

    /** Starts all at once; answers what each had to say. */
    private static List<Boolean> race(Racer racer) {
        var start = new CyclicBarrier(RACERS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < RACERS; i++) {
                int number = i;
                Callable<Boolean> run =
                        () -> {
                            start.await();
                            return racer.run(number);
                        };
                runs.add(threads.submit(run));
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
