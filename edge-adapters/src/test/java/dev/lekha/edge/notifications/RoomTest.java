package dev.lekha.edge.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void one_subscriber_that_takes_all_of_its_places_leaves_the_others_theirs() throws Exception {
        var room = new Room(3, 2);
        var entered = new CountDownLatch(1);
        var second = room.enter("slow");
        try (var _ = room.enter("slow")) {
            var third =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var _ = room.enter("slow")) {
                                    entered.countDown();
                                } catch (InterruptedException stopped) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            await().until(() -> third.getState() == Thread.State.WAITING);
            try (var _ = room.enter("quick")) {
                assertThat(room.taken()).isEqualTo(3);
            }
            assertThat(entered.getCount()).isEqualTo(1);
            second.close();
            entered.await();
            third.join();
        }
        assertThat(room.taken()).isZero();
    }
}
