package dev.lekha.store.mongo;

import static dev.lekha.store.mongo.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Log;
import dev.lekha.store.tck.AxonLogConformance;
import dev.lekha.store.tck.LogConformance;
import dev.lekha.store.tck.LogDamageConformance;
import dev.lekha.store.tck.LogEnduranceConformance;
import dev.lekha.store.tck.LogRaceConformance;
import dev.lekha.store.tck.LogVisibilityConformance;
import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.TokenStoreConformance;
import dev.lekha.store.tck.ViewPagingConformance;
import dev.lekha.store.tck.ViewsConformance;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The suites against three members of a real replica set, and an election. Needs Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ReplicaSetTest {
    @Container private static final ReplicaSet SERVERS = new ReplicaSet();

    private static StoreUnderTest onReplicaSet() {
        return new MongoStoreUnderTest(SERVERS::connection);
    }

    @Test
    @Timeout(120)
    void an_election_while_two_nodes_write_loses_nothing_and_doubles_nothing() throws Exception {
        var connection = SERVERS.connection("test-" + UUID.randomUUID());
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        try (var one = Events.open(connection);
                var other = Events.open(connection);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs =
                    List.of(
                            threads.submit(() -> write(one.log(), "one", acknowledged)),
                            threads.submit(() -> write(other.log(), "other", acknowledged)));
            await().until(() -> acknowledged.size() > 50 && one.log().hearsOfChanges());
            SERVERS.stepDown();
            for (var run : runs) {
                run.get();
            }
            await().until(() -> one.reader().head() == acknowledged.size());
            var events = Events.stored(one.log());
            assertThat(events)
                    .extracting(Log.Stored::position)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, events.size()).boxed().toList());
            assertThat(Events.bodies(one.log())).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    private static boolean write(MongoLog log, String name, Queue<String> acknowledged) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            var body = name + "-" + i;
            Events.append(log, event(body));
            acknowledged.add(body);
        }
        return true;
    }

    @Nested
    class Appending extends LogConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }

    @Nested
    class Framework extends AxonLogConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }

    @Nested
    class Damage extends LogDamageConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }

    @Nested
    class Endurance extends LogEnduranceConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }

    @Nested
    class Races extends LogRaceConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }

    @Nested
    class Visibility extends LogVisibilityConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }

    @Nested
    class Tokens extends TokenStoreConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }

    @Nested
    class Rows extends ViewsConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }

    @Nested
    class Paging extends ViewPagingConformance {
        @Override
        protected StoreUnderTest store() {
            return onReplicaSet();
        }
    }
}
