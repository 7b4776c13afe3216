package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Follower;
import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowersTest {
    /** Keeps what it is given, and fails at one position for as long as it is told to. */
    private static final class Recorder implements Follower {
        final List<Long> taken = new CopyOnWriteArrayList<>();
        volatile long poison;
        private final String name;

        Recorder(String name, long poison) {
            this.name = name;
            this.poison = poison;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public OptionalLong position() {
            return OptionalLong.of(taken.isEmpty() ? 0 : taken.getLast());
        }

        @Override
        public void reset() {
            taken.clear();
        }

        @Override
        public void follow(List<Fact> batch) {
            for (var fact : batch) {
                if (fact.position() == poison) {
                    throw new IllegalStateException("position " + poison + " is poison");
                }
                if (!taken.contains(fact.position())) {
                    taken.add(fact.position());
                }
            }
        }
    }

    @TempDir Path folder;

    private final Recorder sound = new Recorder("sound", 0);
    private final Recorder sick = new Recorder("sick", 3);
    private Core core;
    private Tail tail;
    private Followers followers;

    @BeforeEach
    void open() {
        core = new Core(folder);
        tail = new Tail(core.store.reader(), Discovery.events());
        followers =
                new Followers(
                        List.of(sound, sick),
                        tail,
                        new Shared(core.store.tokens(), false),
                        core.axon.getComponent(UnitOfWorkFactory.class),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry());
        followers.start();
        for (var node = 1; node <= 5; node++) {
            core.send(
                            "registration",
                            "RegisterNode",
                            "{\"node\":\"n" + node + "\",\"kind\":\"DEVICE\"}",
                            "")
                    .join();
        }
    }

    @AfterEach
    void close() {
        followers.close();
        tail.close();
        core.close();
    }

    @Test
    void one_that_fails_stops_alone_and_says_why() {
        await().untilAsserted(() -> assertThat(sound.taken).containsExactly(1L, 2L, 3L, 4L, 5L));
        await().untilAsserted(() -> {
            var status = followers.find("sick").status();
            assertThat(status.state()).isEqualTo("failing");
            assertThat(status.error()).contains("position 3 is poison");
            assertThat(status.lag()).isPositive();
        });
        assertThat(followers.find("sound").status().state()).isEqualTo("following");
    }

    @Test
    void one_that_is_mended_goes_on_where_it_stopped() {
        await().until(() -> followers.find("sick").status().state().equals("failing"));
        sick.poison = 0;
        followers.find("sick").retry();

        await().untilAsserted(() -> assertThat(sick.taken).containsExactly(1L, 2L, 3L, 4L, 5L));
        await().untilAsserted(() ->
                assertThat(followers.find("sick").status().state()).isEqualTo("following"));
    }

    @Test
    void one_is_rebuilt_while_the_other_goes_on() {
        await().untilAsserted(() -> assertThat(sound.taken).hasSize(5));
        followers.find("sound").rebuild();

        await().untilAsserted(() -> assertThat(sound.taken).containsExactly(1L, 2L, 3L, 4L, 5L));
    }

    @Test
    void an_unknown_one_is_refused() {
        Assertions.assertThatThrownBy(() -> followers.find("nobody")).isInstanceOf(Refused.class);
    }
}
