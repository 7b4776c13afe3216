package dev.lekha.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class EventCatalogueTest {
    @Event(namespace = "test", name = "ValveMoved", version = "3")
    public record ValveMoved(@EventTag(key = "node") NodeId node, int percent)
            implements DomainEvent {}

    /** Version 1 said open or shut; version 2 said it in per mille. */
    private static final List<Upcaster> UPCASTERS =
            List.of(
                    upcaster(
                            "1",
                            "2",
                            body ->
                                    body.put(
                                            "permille",
                                            body.remove("open").asBoolean() ? 1000 : 0)),
                    upcaster(
                            "2",
                            "3",
                            body -> body.put("percent", body.remove("permille").asInt() / 10)));

    private final EventCatalogue catalogue =
            new EventCatalogue(List.of(ValveMoved.class), UPCASTERS);

    @Test
    void older_versions_are_read_step_by_step_and_stored_bytes_stay() {
        var stored = bytes("{\"node\":\"valve-1\",\"open\":true}");
        var before = stored.clone();

        assertThat(catalogue.decode("test.ValveMoved", "1", stored))
                .isEqualTo(new ValveMoved(new NodeId("valve-1"), 100));
        assertThat(stored).isEqualTo(before);
    }

    @Test
    void a_version_that_nobody_reads_stops_the_reader_and_says_which() {
        assertThatThrownBy(() -> catalogue.decode("test.ValveMoved", "9", bytes("{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void a_name_that_nobody_knows_stops_the_reader_and_says_which() {
        assertThatThrownBy(() -> catalogue.decode("test.Unheard", "1", bytes("{}")))
                .hasMessageContaining("test.Unheard");
    }

    @Test
    void one_name_for_two_classes_is_refused() {
        @Event(namespace = "test", name = "ValveMoved", version = "1")
        record Impostor() implements DomainEvent {}

        assertThatThrownBy(() ->
                        new EventCatalogue(List.of(ValveMoved.class, Impostor.class), List.of()))
                .hasMessageContaining("test.ValveMoved");
    }

    @Test
    void tags_come_from_components_and_methods() {
        var report =
                new ReportAccepted(new NodeId("m1"), new RequestId("r1"), "mqtt", "", List.of());

        assertThat(catalogue.tags(report))
                .containsExactlyInAnyOrder(Tag.of("node", "m1"), Tag.of("rqi", "m1/r1"));
    }

    @Test
    void values_come_back_as_they_were() {
        var reports = new EventCatalogue(List.of(ReportAccepted.class), List.of());
        var report =
                new ReportAccepted(
                        new NodeId("m1"),
                        new RequestId("r1"),
                        "mqtt",
                        "sha-256:00",
                        List.of(
                                reading(new Value.Numeric(new BigDecimal("0.10"))),
                                reading(
                                        new Value.Numeric(
                                                new BigDecimal("123456789012345678901234567890"))),
                                reading(new Value.Text("open")),
                                reading(new Value.Flag(true)),
                                reading(new Value.Data("AAEC"))));

        assertThat(reports.decode("reporting.ReportAccepted", "1", reports.encode(report)))
                .isEqualTo(report);
    }

    private static Reading reading(Value value) {
        return new Reading("metric", "Wh", Instant.parse("2026-11-23T00:00:00.000001Z"), value);
    }

    private static Upcaster upcaster(
            String from, String to, java.util.function.UnaryOperator<ObjectNode> change) {
        return new Upcaster() {
            @Override
            public String event() {
                return "test.ValveMoved";
            }

            @Override
            public String from() {
                return from;
            }

            @Override
            public String to() {
                return to;
            }

            @Override
            public ObjectNode upcast(ObjectNode body) {
                return change.apply(body);
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
