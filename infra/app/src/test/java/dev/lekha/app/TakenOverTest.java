package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Follower;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that died keeps its claims for seconds; the next one starts within them. */
class TakenOverTest {
    private final AtomicBoolean heldByTheDead = new AtomicBoolean();

    @TempDir Path folder;

    private static final class Policy implements Follower {
        @Override
        public String name() {
            return "policy.Quiet";
        }

        @Override
        public void follow(List<Fact> batch) {}
    }

    @Test
    void a_follower_taken_over_from_a_dead_process_tells_where_it_stands_before_the_next_event() {
        try (var core = new Core(folder);
                var tail = new Tail(core.store.reader(), Discovery.events())) {
            core.send("registration", "RegisterNode", "{\"node\":\"n\",\"kind\":\"DEVICE\"}", "")
                    .join();
            try (var first = followers(core, tail)) {
                first.start();
                await().untilAsserted(() -> assertThat(status(first)).isEqualTo(at(1)));
            }
            heldByTheDead.set(true);
            try (var next = followers(core, tail)) {
                next.start();
                assertThat(status(next).state()).isEqualTo("elsewhere");
                heldByTheDead.set(false);

                await().untilAsserted(() -> assertThat(status(next)).isEqualTo(at(1)));
            }
        }
    }

    private static FollowerStatus status(Followers followers) {
        return followers.find("policy.Quiet").status();
    }

    private static FollowerStatus at(long position) {
        return new FollowerStatus("policy.Quiet", "following", position, 0, "");
    }

    private Followers followers(Core core, Tail tail) {
        return new Followers(
                List.of(new Policy()),
                tail,
                new Shared(heldAtTimes(core.store.tokens()), true),
                core.axon.getComponent(UnitOfWorkFactory.class),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    private TokenStore heldAtTimes(TokenStore tokens) {
        return WatchedTokens.of(
                tokens,
                method ->
                        method.equals("fetchToken") && heldByTheDead.get()
                                ? Optional.of(
                                        CompletableFuture.failedFuture(
                                                new UnableToClaimTokenException(
                                                        "the dead process has it")))
                                : Optional.empty());
    }
}
