package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.kafka.CommittedRecords;
import dev.lekha.kafka.KafkaBroker;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Requirement;
import dev.lekha.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole path over Kafka: commands go in by it, meters report over MQTT, the platform is killed
 * meanwhile, and what billing finds in the topics is what stands in the log.
 */
class KafkaDoorsTest {
    private static final int METERS = 4;
    private static final int KILLS = 2;

    @TempDir static Path folder;

    private static KafkaBroker broker;
    private static PlatformProcess platform;
    private static List<Log.Stored> log;

    @BeforeAll
    static void run() throws Exception {
        broker = new KafkaBroker(folder.resolve("kafka"));
        platform = start();
        var town = new MeterTown(METERS, _ -> platform.mqtt, 0);
        install(town);
        town.reports(() -> {
            for (var kill = 0; kill < KILLS; kill++) {
                town.awaitReports(300);
                platform.kill();
                platform.close();
                platform = start();
            }
            town.awaitReports(100);
        });
        awaitAllFed();
        platform.stop();
        log = stored();
    }

    @AfterAll
    static void stop() {
        platform.close();
        broker.close();
    }

    @Test
    @Requirement({"8-I3a", "5.3.1"})
    void every_public_event_is_in_kafka_once_though_the_platform_was_killed() {
        var all =
                log.stream()
                        .filter(event -> !EventSchemas.WITHHELD.containsKey(event.type()))
                        .map(Log.Stored::id)
                        .toList();
        assertThat(values("events").map(each -> each.path("id").asString()))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    @Requirement("5.3.1")
    void the_money_in_kafka_is_the_money_in_the_log() {
        assertThat(money(() -> values("cdrs"))).isEqualTo(moneyInTheLog());
    }

    @Test
    void every_command_was_answered_and_none_set_aside() {
        assertThat(CommittedRecords.of(broker.bootstrapServers(), "lekha.replies").size())
                .isGreaterThanOrEqualTo(1 + 2 * METERS);
        assertThat(CommittedRecords.of(broker.bootstrapServers(), "lekha.commands.dead")).isEmpty();
    }

    @Test
    @Requirement("8-I3a")
    void a_consumer_that_is_not_ours_reads_the_same_money() throws Exception {
        var kcat = Kcat.find();
        assumeTrue(kcat.isPresent(), "kcat is not installed");
        var lines =
                kcat.get().values(broker.bootstrapServers(), "lekha.cdrs", folder.resolve("kcat"));
        assertThat(money(() -> lines.stream().map(Json.MAPPER::readTree)))
                .isEqualTo(moneyInTheLog());
    }

    private static PlatformProcess start() throws IOException {
        return new PlatformProcess(
                        folder,
                        "--lekha.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--lekha.kafka.partitions=3",
                        "--lekha.kafka.request-timeout=5s",
                        "--lekha.kafka.feed.batch-time=20ms",
                        "--management.endpoint.health.show-details=always")
                .awaitReady();
    }

    /** All of it by commands in a topic. */
    private static void install(MeterTown town) throws Exception {
        try (var client =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (var command : town.commands()) {
                send(client, command.name(), command.body());
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> replies().filter("200"::equals).count() == 1 + 2L * METERS);
    }

    private static void send(KafkaProducer<byte[], byte[]> client, String command, String body)
            throws Exception {
        var record =
                new ProducerRecord<>(
                        "lekha.commands", "town".getBytes(UTF_8), body.getBytes(UTF_8));
        record.headers().add("lekha-command", command.getBytes(UTF_8));
        record.headers().add("api-key", platform.operatorKey().getBytes(UTF_8));
        client.send(record).get();
    }

    private static Stream<String> replies() {
        return CommittedRecords.of(broker.bootstrapServers(), "lekha.replies").stream()
                .map(each -> new String(each.headers().lastHeader("lekha-status").value(), UTF_8));
    }

    /** Every follower at the end of the log, and the feed as well; the log stands still by then. */
    private static void awaitAllFed() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> {
                    var head = position(get("/api/log/head").path("position"));
                    var feed = get("/actuator/health").at("/components/kafka/details");
                    var followers = new ArrayList<Long>();
                    get("/actuator/followers")
                            .forEach(each -> followers.add(position(each.path("position"))));
                    return feed.path("feed").asString().equals("following")
                            && position(feed.path("feed position")) == head
                            && feed.path("commands").asString().equals("taken")
                            && followers.stream().allMatch(each -> each == head)
                            && position(get("/api/log/head").path("position")) == head;
                });
    }

    private static long position(JsonNode number) {
        return number.asLong();
    }

    private static JsonNode get(String path) throws Exception {
        return Json.MAPPER.readTree(platform.get(path, platform.operatorKey()).body());
    }

    private static Stream<JsonNode> values(String topic) {
        return CommittedRecords.of(broker.bootstrapServers(), "lekha." + topic).stream()
                .map(each -> Json.MAPPER.readTree(each.value()));
    }

    private static Rational money(Supplier<Stream<JsonNode>> cdrs) {
        return cdrs.get()
                .map(each -> Rational.parse(each.at("/data/amount/amount").asString()))
                .reduce(Rational.ZERO, Rational::plus);
    }

    private static Rational moneyInTheLog() {
        var money =
                log.stream()
                        .filter(event -> event.type().equals("charging.CdrIssued"))
                        .map(event -> Json.MAPPER.readTree(event.body()).at("/amount/amount"))
                        .map(amount -> Rational.parse(amount.asString()))
                        .reduce(Rational.ZERO, Rational::plus);
        assertThat(money.signum()).isPositive();
        return money;
    }

    private static List<Log.Stored> stored() {
        var events = new ArrayList<Log.Stored>();
        try (var store = EmbeddedStore.openReadOnly(folder.resolve("data"));
                var cursor = store.reader().after(0, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                events.add(next.get());
            }
        }
        return events;
    }
}
