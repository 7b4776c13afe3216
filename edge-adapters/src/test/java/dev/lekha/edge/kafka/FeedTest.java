package dev.lekha.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What consumers find in the topics. */
@TestInstance(PER_CLASS)
class FeedTest {
    private SomeKafka broker;

    private WrittenLog log;
    private String prefix;

    SomeKafka broker(Path data) {
        return SomeKafka.inProcess(data);
    }

    @BeforeAll
    void start(@TempDir Path data) {
        broker = broker(data);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test, @TempDir Path folder) throws IOException {
        log = new WrittenLog(folder);
        prefix = test.getTestMethod().orElseThrow().getName().replaceAll("(.)[^_]*_?", "$1") + ".";
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    @Requirement("8-I3a")
    void every_public_event_arrives_once_as_a_cloud_event_that_its_own_library_reads() {
        register("pump-1");
        log.charge("street-1", "pump-1", "3.5");
        try (var _ = feed(Map.of("source", "https://lekha.example/", "schemas", "https://l/s"))) {
            var events = topic("events").cloudEvents();
            assertThat(events).hasSize(4);
            var cdr = events.get(3);
            var stored = log.events().get(3);
            assertThat(cdr.getSpecVersion().toString()).isEqualTo("1.0");
            assertThat(cdr.getId()).isEqualTo(stored.id());
            assertThat(cdr.getSource()).isEqualTo(URI.create("https://lekha.example/"));
            assertThat(cdr.getType()).isEqualTo("lekha.charging.CdrIssued.v1");
            assertThat(cdr.getSubject()).isEqualTo("node/pump-1");
            assertThat(Objects.requireNonNull(cdr.getTime()).toInstant())
                    .isEqualTo(WrittenLog.NOON);
            assertThat(cdr.getDataSchema())
                    .isEqualTo(URI.create("https://l/s/charging.CdrIssued/1"));
            assertThat(cdr.getDataContentType()).isEqualTo("application/json");
            assertThat(cdr.getExtension("lekhaposition")).isEqualTo("4");
            assertThat(cdr.getExtension("lekhatenant")).isEqualTo("town");
            assertThat(topic("events").positions()).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void the_data_are_the_stored_bytes_in_both_modes() {
        log.charge("street-1", "pump-1", "1/3");
        var bytes = log.events().stream().map(Log.Stored::body).toList();
        try (var _ = feed(Map.of("feed.mode", "binary"))) {
            var binary = topic("events");
            assertThat(binary.records().stream().map(each -> each.value()))
                    .containsExactlyInAnyOrderElementsOf(bytes);
            assertThat(binary.records())
                    .allSatisfy(each ->
                            assertThat(Topic.header(each, "content-type"))
                                    .isEqualTo("application/json"));
            assertThat(binary.cloudEvents().stream().map(CloudEvent::getType))
                    .containsExactly(
                            "lekha.charging.UsageRecorded.v1",
                            "lekha.charging.UsageRated.v1",
                            "lekha.charging.CdrIssued.v1");
        }
        prefix = "structured.";
        try (var _ = feed(Map.of())) {
            var structured = topic("events");
            assertThat(
                            structured.cloudEvents().stream()
                                    .map(each -> Objects.requireNonNull(each.getData()).toBytes()))
                    .containsExactlyElementsOf(bytes);
            assertThat(structured.records())
                    .allSatisfy(each ->
                            assertThat(Topic.header(each, "content-type"))
                                    .startsWith("application/cloudevents+json"));
        }
    }

    @Test
    void usage_and_charges_are_keyed_by_who_pays_and_all_events_by_the_node() {
        register("pump-1");
        log.charge("street-1", "pump-1", "1");
        log.charge("street-2", "pump-1", "2");
        try (var _ = feed(Map.of())) {
            assertThat(topic("usage").byKey())
                    .isEqualTo(Map.of("street-1", List.of(2L, 3L), "street-2", List.of(5L, 6L)));
            assertThat(topic("cdrs").byKey())
                    .isEqualTo(Map.of("street-1", List.of(4L), "street-2", List.of(7L)));
            assertThat(topic("events").byKey())
                    .isEqualTo(Map.of("pump-1", List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L)));
        }
    }

    @Test
    void what_has_no_published_schema_stays_inside_and_is_counted() {
        register("pump-1");
        log.append(new CredentialRevoked(new CredentialId("key-1"), "pump-1", "lost"));
        register("pump-2");
        try (var feed = feed(Map.of())) {
            assertThat(topic("events").positions()).containsExactly(1L, 3L);
            assertThat(feed.count("lekha.kafka.feed.withheld")).isEqualTo(1);
            assertThat(feed.feed.status().position()).isEqualTo(3);
        }
    }

    @Test
    void figures_tell_how_far_it_has_come() {
        log.charge("street-1", "pump-1", "1");
        try (var feed = feed(Map.of())) {
            assertThat(feed.meters.get("lekha.kafka.feed.position").gauge().value()).isEqualTo(3);
            assertThat(feed.meters.get("lekha.kafka.feed.lag").gauge().value()).isZero();
            assertThat(feed.count("lekha.kafka.feed.events")).isEqualTo(3);
            assertThat(feed.count("lekha.kafka.feed.records")).isEqualTo(6);
            assertThat(feed.count("lekha.kafka.feed.batches")).isPositive();
        }
    }

    private void register(String node) {
        log.append(new NodeRegistered(new NodeId(node), NodeKind.values()[0], "", "", "a pump"));
    }

    private FeedUnderTest feed(Map<String, String> settings) {
        return new FeedUnderTest(broker.bootstrapServers(), prefix, log.reader(), settings)
                .awaitHead();
    }

    private Topic topic(String name) {
        return new Topic(broker.bootstrapServers(), prefix + name);
    }
}
