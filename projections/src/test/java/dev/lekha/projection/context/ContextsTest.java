package dev.lekha.projection.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.context.ContextEvent.ContextReported;
import dev.lekha.kernel.context.ContextSource;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContextsTest {
    private static final NodeId PUMP = new NodeId("pump");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static Map<String, Contexts.Value> fold(DomainEvent... events) {
        var view = new Contexts();
        var rows = new HashMap<String, Contexts.Value>();
        for (var at = 0; at < events.length; at++) {
            var fact = new Fact(at + 1, "id", NOON.plusSeconds(at), "pump", "default", events[at]);
            for (var key : view.keys(fact)) {
                var row = Optional.ofNullable(rows.get(key));
                rows.putAll(view.leaves(key, row, fact));
                view.apply(key, row, fact).ifPresent(next -> rows.put(key, next));
            }
        }
        return rows;
    }

    private static ContextReported said(ContextSource source, String place, Instant at) {
        var values = new TreeMap<String, Quality>(Map.of("location", new Quality.Text(place)));
        return new ContextReported(PUMP, source, values, at, "");
    }

    @Test
    @Requirement({"5.2.3", "4.33"})
    void each_source_has_its_own_word_and_what_it_said_before_stays() {
        var rows =
                fold(
                        said(ContextSource.NETWORK, "cell-7", NOON),
                        said(ContextSource.APPLICATION, "hall-3", NOON),
                        said(ContextSource.NETWORK, "cell-8", NOON.plusSeconds(2)));
        assertThat(rows).hasSize(3);
        assertThat(rows.get("pump~NETWORK~location"))
                .satisfies(row -> {
                    assertThat(row.value()).isEqualTo(new Quality.Text("cell-8"));
                    assertThat(row.sincePosition()).isEqualTo(3);
                });
        assertThat(rows.values())
                .filteredOn(row -> row.untilPosition() == 3)
                .singleElement()
                .satisfies(row -> assertThat(row.value()).isEqualTo(new Quality.Text("cell-7")));
    }

    @Test
    void what_was_so_earlier_than_what_is_known_changes_nothing() {
        var rows =
                fold(
                        said(ContextSource.DEVICE, "hall-3", NOON),
                        said(ContextSource.DEVICE, "hall-2", NOON.minusSeconds(1)));
        assertThat(rows).hasSize(1);
        assertThat(rows.get("pump~DEVICE~location").value()).isEqualTo(new Quality.Text("hall-3"));
    }

    @Test
    void readings_that_are_called_context_are_the_devices_word() {
        var full = new Value.Numeric(new BigDecimal("87"));
        var rows =
                fold(
                        new ReportAccepted(
                                PUMP,
                                new RequestId("r1"),
                                "mqtt",
                                "",
                                List.of(
                                        new Reading("context/battery", "%EL", NOON, full),
                                        new Reading("flow", "l/s", NOON, full),
                                        new Reading(
                                                "context/blob", "", NOON, new Value.Data("AA")))));
        assertThat(rows).containsOnlyKeys("pump~DEVICE~battery");
    }
}
