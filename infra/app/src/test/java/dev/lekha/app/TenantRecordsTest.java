package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kafka.CommittedRecords;
import dev.lekha.kafka.KafkaBroker;
import dev.lekha.kernel.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant's commands over Kafka. */
class TenantRecordsTest {
    @TempDir Path folder;

    @Test
    @Requirement("7.7")
    void a_command_by_kafka_reaches_the_senders_tenant_only() throws Exception {
        try (var broker = new KafkaBroker(folder.resolve("kafka"));
                var tenants =
                        new TwoTenants(
                                folder.resolve("data"),
                                "--lekha.kafka.bootstrap-servers=" + broker.bootstrapServers());
                var client =
                        new KafkaProducer<>(
                                Map.<String, Object>of(
                                        "bootstrap.servers", broker.bootstrapServers()),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            for (var key : List.of(tenants.otherKey, tenants.platform.operator, tenants.acmeKey)) {
                var body = "{\"node\":\"acmes-secret-pump\"}".getBytes(UTF_8);
                var record = new ProducerRecord<>("lekha.commands", "k".getBytes(UTF_8), body);
                record.headers()
                        .add("lekha-command", "registration/RetireNode".getBytes(UTF_8))
                        .add("api-key", key.getBytes(UTF_8));
                client.send(record).get();
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> statuses(broker).size() == 3);
            assertThat(statuses(broker)).containsExactly("409", "409", "200");
            assertThat(tenants.other("/api/views/refused-input").body())
                    .contains("node-unknown", "acmes-secret-pump");
        }
    }

    private static List<String> statuses(KafkaBroker broker) {
        return CommittedRecords.of(broker.bootstrapServers(), "lekha.replies").stream()
                .map(each -> new String(each.headers().lastHeader("lekha-status").value(), UTF_8))
                .toList();
    }
}
