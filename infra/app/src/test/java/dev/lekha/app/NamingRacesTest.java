package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Deciding;
import dev.lekha.command.DecidingMeters;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.axonframework.common.configuration.AxonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A name and a move have one winner, on either store: {@code ./lekha test -Dtest=NamingRacesTest
 * -Dlekha.races=10000 -Dsurefire.failIfNoSpecifiedTests=false} for many rounds.
 */
class NamingRacesTest {
    private static final int ROUNDS = Integer.getInteger("lekha.races", 30);
    private static final int RACERS = 4;

    @TempDir Path folder;

    @Test
    @Requirement({"9.2", "4.6"})
    void a_name_and_a_move_have_one_winner_in_the_embedded_store() {
        try (var core = new Core(folder)) {
            race((_, command, body) -> core.send("registration", command, body, ""));
        }
    }

    @Test
    @Requirement({"9.2", "4.6"})
    void a_name_and_a_move_have_one_winner_between_two_processes_on_one_database() {
        try (var server = new WireServer();
                var one = new CoreOnServer(server.connection());
                var other = new CoreOnServer(server.connection())) {
            race((racer, command, body) -> (racer % 2 == 0 ? one : other).send(command, body));
        }
    }

    /** One of the two ends of a database, without doors. */
    private static final class CoreOnServer implements AutoCloseable {
        private final Store store;
        private final AxonConfiguration axon;

        CoreOnServer(String connection) {
            var events = Discovery.events();
            store =
                    StoreOnServer.open(
                            connection,
                            events,
                            Clock.systemUTC(),
                            new CommitMeters(new SimpleMeterRegistry()));
            axon =
                    AxonWiring.configurer(
                                    store.log(),
                                    events,
                                    Discovery.commands(),
                                    Deciding.Limits.DEFAULT,
                                    new DecidingMeters(new SimpleMeterRegistry()))
                            .build();
            axon.start();
        }

        CompletableFuture<Answer> send(String command, String body) {
            return axon.getComponent(Deciding.class)
                    .decide(Core.request("registration", command, body, "", Core.OPERATOR));
        }

        @Override
        public void close() {
            axon.shutdown();
            store.close();
        }
    }

    @FunctionalInterface
    private interface Racing {
        CompletableFuture<Answer> send(int racer, String command, String body);
    }

    private static void race(Racing racing) {
        for (var racer = 0; racer <= RACERS; racer++) {
            accepted(racing, "{\"node\":\"gw-%d\",\"kind\":\"GATEWAY\"}".formatted(racer));
            accepted(racing, "{\"node\":\"pump-%d\",\"kind\":\"DEVICE\"}".formatted(racer));
        }
        accepted(racing, "{\"node\":\"child\",\"kind\":\"DEVICE\",\"gateway\":\"gw-0\"}");
        var at = "gw-0";
        for (var round = 0; round < ROUNDS; round++) {
            var name = "dns:n%d.example".formatted(round);
            assertOneWins(
                    "name-taken",
                    racer ->
                            racing.send(
                                    racer,
                                    "BindName",
                                    "{\"node\":\"pump-%d\",\"name\":\"%s\"}"
                                            .formatted(racer, name)));
            at = moved(racing, at, round);
        }
    }

    private static String moved(Racing racing, String from, int round) {
        var goals = new ArrayList<String>();
        for (var gateway = 0; gateway <= RACERS; gateway++) {
            if (!from.equals("gw-" + gateway)) {
                goals.add("gw-" + gateway);
            }
        }
        var winner =
                assertOneWins(
                        "moved-meanwhile",
                        racer ->
                                racing.send(
                                        racer,
                                        "AttachToGateway",
                                        "{\"node\":\"child\",\"gateway\":\"%s\",\"from\":\"%s\"}"
                                                .formatted(goals.get(racer), from)));
        assertThat(winner).as("round %d", round).isNotNegative();
        return goals.get(winner);
    }

    private static void accepted(Racing racing, String body) {
        racing.send(0, "RegisterNode", body).join();
    }

    /** Which of them won; each loser was told why. */
    private static int assertOneWins(String code, IntFunction<CompletableFuture<Answer>> asking) {
        var outcomes = outcomes(asking);
        assertThat(outcomes).filteredOn("accepted"::equals).hasSize(1);
        assertThat(outcomes).filteredOn(code::equals).hasSize(RACERS - 1);
        return outcomes.indexOf("accepted");
    }

    private static List<String> outcomes(IntFunction<CompletableFuture<Answer>> asking) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<CompletableFuture<String>>();
            for (var racer = 0; racer < RACERS; racer++) {
                var number = racer;
                outcomes.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    await(start);
                                    return outcome(asking.apply(number));
                                },
                                threads));
            }
            start.countDown();
            return outcomes.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String outcome(CompletableFuture<Answer> answer) {
        try {
            return answer.join().events().isEmpty() ? "nothing" : "accepted";
        } catch (CompletionException failure) {
            return failure.getCause() instanceof Refused refused
                    ? refused.code()
                    : failure.toString();
        }
    }
}
