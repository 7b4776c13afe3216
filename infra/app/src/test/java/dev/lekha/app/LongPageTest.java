package dev.lekha.app;

import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Follower;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Else another process would begin a page again that this one is still at, and so on in turns. */
class LongPageTest {
    private final AtomicInteger renewals = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(1);

    @TempDir Path folder;

    private final class Slow implements Follower {
        @Override
        public String name() {
            return "policy.Slow";
        }

        @Override
        public void follow(List<Fact> batch) {
            try {
                enough.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void the_claim_is_renewed_while_a_page_takes_long() {
        try (var core = new Core(folder);
                var tail = new Tail(core.store.reader(), Discovery.events());
                var followers =
                        new Followers(
                                List.of(new Slow()),
                                tail,
                                new Shared(counted(core.store.tokens()), true),
                                core.axon.getComponent(UnitOfWorkFactory.class),
                                Clock.systemUTC(),
                                new SimpleMeterRegistry())) {
            core.send("registration", "RegisterNode", "{\"node\":\"n\",\"kind\":\"DEVICE\"}", "")
                    .join();
            followers.start();
            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> renewals.get() >= 2);
            } finally {
                enough.countDown();
            }
        }
    }

    private TokenStore counted(TokenStore tokens) {
        return WatchedTokens.of(
                tokens,
                method -> {
                    if (method.equals("extendClaim")) {
                        renewals.incrementAndGet();
                    }
                    return Optional.empty();
                });
    }
}
