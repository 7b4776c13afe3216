package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Requirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many ask at once, of the real core over the real log. */
class DecidingRacesTest {
    private static final String METER = "{\"node\":\"meter-1\",\"kind\":\"DEVICE\"}";

    @TempDir Path folder;

    private Core core;

    @BeforeEach
    void open() {
        core = new Core(folder);
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    @Requirement("6.14")
    void of_many_who_want_the_same_name_one_wins_and_each_loser_is_told() {
        var outcomes = race(32, caller -> core.send("registration", "RegisterNode", METER, ""));

        assertThat(outcomes).filteredOn(outcome -> outcome.equals("accepted")).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome.equals("name-taken")).hasSize(31);
    }

    @Test
    void the_same_key_at_the_same_time_is_carried_out_once() {
        var outcomes = race(32, caller -> core.send("registration", "RegisterNode", METER, "k1"));

        assertThat(outcomes).containsOnly("accepted");
        assertThat(core.types()).containsExactly("registration.NodeRegistered");
    }

    @Test
    void contention_costs_retries_and_never_a_command() {
        core.send("registration", "RegisterNode", METER, "").join();
        var outcomes =
                race(
                        64,
                        caller ->
                                core.send(
                                        "registration",
                                        "UpdateRegistration",
                                        "{\"node\":\"meter-1\",\"address\":\"10.0.0."
                                                + caller
                                                + "\"}",
                                        ""));

        assertThat(outcomes).containsOnly("accepted");
        assertThat(core.types()).hasSize(65);
    }

    private static List<String> race(
            int callers, java.util.function.IntFunction<CompletableFuture<Answer>> asking) {
        var start = new CyclicBarrier(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<CompletableFuture<String>>();
            for (var caller = 0; caller < callers; caller++) {
                var number = caller;
                outcomes.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    await(start);
                                    return outcome(asking.apply(number));
                                },
                                threads));
            }
            return outcomes.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String outcome(CompletableFuture<Answer> answer) {
        try {
            answer.join();
            return "accepted";
        } catch (CompletionException failure) {
            return failure.getCause() instanceof Refused refused
                    ? refused.code()
                    : failure.toString();
        }
    }
}
