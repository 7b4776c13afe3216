package dev.lekha.store.mongo;

import static dev.lekha.store.mongo.Events.append;
import static dev.lekha.store.mongo.Events.bodies;
import static dev.lekha.store.mongo.Events.event;
import static dev.lekha.store.mongo.Events.tagged;
import static dev.lekha.store.mongo.Events.unless;
import static dev.lekha.store.mongo.Events.wins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Refused;
import dev.lekha.store.mongo.CuttingProxy.Cut;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the network does to an insert, its events are in the log once. */
@Timeout(60)
class LostConnectionTest {
    private final String database = "test-" + UUID.randomUUID();
    private CuttingProxy proxy;
    private MongoStore store;

    @BeforeEach
    void open() throws IOException {
        proxy = new CuttingProxy(LoopbackServer.port());
        store = open(Duration.ofSeconds(20));
        append(store.log(), event("before"));
    }

    private MongoStore open(Duration patience) {
        return Events.open(
                LoopbackServer.connection(proxy.port(), database) + "?serverSelectionTimeoutMS=500",
                patience);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void an_insert_whose_connection_breaks_is_neither_doubled_nor_lost(Cut cut) {
        proxy.next(cut);
        assertThat(append(store.log(), event("a"), event("b"))).isEqualTo(3);
        assertThat(append(store.log(), event("after"))).isEqualTo(4);
        assertThat(bodies(store.log())).containsExactly("before", "a", "b", "after");
        assertThat(proxy.inserts()).isEqualTo(cut == Cut.REQUEST_LOST ? 3 : 4);
    }

    @Test
    void an_insert_whose_answer_is_lost_again_and_again_is_there_once() {
        proxy.next(Cut.ANSWER_LOST, Cut.ANSWER_LOST, Cut.REQUEST_LOST, Cut.REQUEST_LATE);
        assertThat(append(store.log(), event("a"))).isEqualTo(2);
        assertThat(bodies(store.log())).containsExactly("before", "a");
    }

    @Test
    void a_condition_is_judged_by_what_is_there_and_not_against_its_own_lost_append() {
        proxy.next(Cut.ANSWER_LOST);
        assertThat(wins(store.log(), unless(tagged("a=1"), 1), event("x", "a=1"))).isTrue();
        assertThat(wins(store.log(), unless(tagged("a=1"), 1), event("y", "a=1"))).isFalse();
        assertThat(bodies(store.log())).containsExactly("before", "x");
    }

    @Test
    void while_the_server_is_away_appends_are_refused_and_afterwards_they_are_taken() {
        try (var hasty = open(Duration.ofSeconds(1))) {
            proxy.away(true);
            assertThatThrownBy(() -> append(hasty.log(), event("lost")))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> {
                                assertThat(refused.kind()).isEqualTo(Refused.Kind.BUSY);
                                assertThat(refused.code()).isEqualTo("store-unavailable");
                                assertThat(refused).hasMessageContaining("not known");
                            });
            proxy.away(false);
            await().ignoreExceptions().until(() -> append(hasty.log(), event("kept")) == 2);
            assertThat(bodies(hasty.log())).containsExactly("before", "kept");
        }
    }
}
