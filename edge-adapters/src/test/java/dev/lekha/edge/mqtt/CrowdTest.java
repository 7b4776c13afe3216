package dev.lekha.edge.mqtt;

import static dev.lekha.edge.mqtt.EmbeddedBrokerTest.PACK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What many do to each other: as little as possible. */
class CrowdTest {
    private static final String REPORTS = "devices/pump-1/reports";

    @TempDir Path data;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_client_that_never_waits_is_read_no_faster_than_it_is_answered_and_others_go_on(int qos)
            throws Exception {
        int flood = 15_000;
        AtomicInteger written = new AtomicInteger();
        CompletableFuture<Answer> store = new CompletableFuture<>();
        try (OpenDoor door = new OpenDoor(data, Map.of());
                Mqtt311Client bad = new Mqtt311Client(door.broker.port())) {
            door.platform.answer(request -> own(request.caller().actor(), store));
            bad.connect("bad", "pump-1", "secret-1");
            Thread flooding = Thread.startVirtualThread(() -> flood(bad, qos, flood, written));
            await().atMost(ofSeconds(20)).until(() -> standsStill(written));
            assertThat(written.get()).as("the rest waits at the sender").isLessThan(flood);
            assertThat(answer(door, "pump-2")).isZero();

            store.complete(StandInPlatform.stored().join());
            await().atMost(ofSeconds(60))
                    .until(() -> door.count("lekha.reports.stored") == flood + 1);
            flooding.join();
        }
    }

    @Test
    void no_more_are_worked_on_at_once_than_allowed_and_the_rest_wait() throws Exception {
        List<CompletableFuture<Answer>> stores = new CopyOnWriteArrayList<>();
        try (OpenDoor door = new OpenDoor(data, Map.of("max-in-flight", "2"))) {
            door.platform.answer(_ -> {
                CompletableFuture<Answer> store = new CompletableFuture<>();
                stores.add(store);
                return store;
            });
            List<IMqttToken> sent = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sent.add(door.client("pump-1").publish(REPORTS, PACK, 1, false));
            }
            await().during(ofMillis(300)).until(() -> door.platform.reports().size() == 2);
            assertThat(door.meters.get("lekha.mqtt.in.flight").gauge().value()).isEqualTo(4);
            for (int i = 0; i < 4; i++) {
                int next = i;
                await().until(() -> stores.size() > next);
                stores.get(i).complete(StandInPlatform.stored().join());
            }
            for (IMqttToken each : sent) {
                each.waitForCompletion(5_000);
            }
        }
    }

    @Test
    void a_stop_finishes_what_is_in_flight_and_begins_nothing_new() throws Exception {
        CompletableFuture<Answer> store = new CompletableFuture<>();
        try (OpenDoor door = new OpenDoor(data, Map.of())) {
            door.platform.answer(_ -> store);
            var late = door.client("pump-2");
            List<IMqttToken> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sent.add(door.client("pump-1").publish(REPORTS, PACK, 1, false));
            }
            await().until(() -> door.platform.reports().size() == 20);
            Thread stopping = Thread.startVirtualThread(door.broker::close);
            await().until(door.broker::closing);
            IMqttToken tooLate = late.publish("devices/pump-2/reports", PACK, 1, false);
            await().during(ofMillis(200))
                    .until(() -> sent.stream().noneMatch(IMqttToken::isComplete));
            store.complete(StandInPlatform.stored().join());
            for (IMqttToken each : sent) {
                each.waitForCompletion(5_000);
                assertThat(each.getReasonCodes()).containsExactly(0);
            }
            stopping.join();
            assertThat(door.platform.reports()).hasSize(20);
            assertThat(tooLate.getReasonCodes()).as("not acknowledged").isNull();
        }
    }

    @Test
    void a_flood_of_rubbish_is_counted_in_full_but_recorded_in_part_and_stops_nobody()
            throws Exception {
        byte[] rubbish = "rubbish".getBytes(UTF_8);
        int flood = 2_000;
        try (OpenDoor door = new OpenDoor(data, Map.of());
                Mqtt311Client bad = new Mqtt311Client(door.broker.port())) {
            bad.connect("bad", "pump-1", "secret-1");
            for (int i = 0; i < flood; i++) {
                bad.publish(REPORTS, rubbish, 1, i + 1);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(answer(door, "pump-2")).isZero();
            }
            await().until(() -> door.refused("pack-not-array") == flood);
            assertThat(door.platform.faults()).hasSizeBetween(1, 500);
        }
    }

    private static CompletableFuture<Answer> own(String actor, CompletableFuture<Answer> store) {
        return actor.equals("pump-1") ? store : StandInPlatform.stored();
    }

    private static void flood(Mqtt311Client client, int qos, int count, AtomicInteger written) {
        byte[] large = Arrays.copyOf(PACK, 2_000);
        Arrays.fill(large, PACK.length, large.length, (byte) ' ');
        try {
            for (int i = 0; i < count; i++) {
                client.publish(REPORTS, large, qos, i % 65_535 + 1);
                written.incrementAndGet();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static boolean standsStill(AtomicInteger written) {
        int before = written.get();
        await().pollDelay(ofMillis(500)).until(() -> true);
        return before > 0 && written.get() == before;
    }

    private static int answer(OpenDoor door, String device) throws MqttException {
        IMqttToken sent =
                door.client(device).publish("devices/" + device + "/reports", PACK, 1, false);
        sent.waitForCompletion(5_000);
        return sent.getReasonCodes()[0];
    }
}
