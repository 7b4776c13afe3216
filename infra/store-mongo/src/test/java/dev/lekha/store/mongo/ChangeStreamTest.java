package dev.lekha.store.mongo;

import static dev.lekha.store.mongo.Events.append;
import static dev.lekha.store.mongo.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with a change stream says when there is news; one without is looked at in turns. */
class ChangeStreamTest {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private String connection;

    @BeforeEach
    void start() {
        server.enableOplog();
        connection = LoopbackServer.connection(server.bind().getPort(), "changes");
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    /** Unasked, the log would be looked at once a second. */
    @Test
    void the_change_stream_tells_a_node_what_another_has_committed() {
        try (var one = Events.open(connection);
                var other = Events.open(connection)) {
            await().until(() -> one.log().hearsOfChanges());
            long begun = System.nanoTime();
            for (int i = 1; i <= 10; i++) {
                long position = append(other.log(), event("x"));
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> one.reader().head() == position);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void without_a_change_stream_news_is_found_all_the_same() {
        var without = Events.fresh();
        try (var one = Events.open(without);
                var other = Events.open(without)) {
            append(other.log(), event("x"), event("y"));
            await().atMost(Duration.ofSeconds(3)).until(() -> one.reader().head() == 2);
            assertThat(one.log().hearsOfChanges()).isFalse();
        }
    }
}
