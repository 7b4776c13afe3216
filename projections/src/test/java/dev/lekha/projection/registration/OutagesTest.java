package dev.lekha.projection.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.registration.OutageEvent.OutageBegan;
import dev.lekha.kernel.registration.OutageEvent.OutageWithdrawn;
import dev.lekha.kernel.registration.OutageEvent.ReturnOverdue;
import dev.lekha.kernel.registration.OutageEvent.ReturnedToService;
import dev.lekha.kernel.registration.OutageEvent.ServiceLevel;
import dev.lekha.projection.Projection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private static final NodeId PUMP = new NodeId("pump-1");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant ONE = Instant.parse("2026-11-23T13:00:00Z");
    private static final String KEY = "pump-1~2026-11-23T12:00:00Z";
    private static final OutageBegan BEGAN =
            new OutageBegan(PUMP, "no-answer", NOON, ONE.toString());
    private static final ReturnOverdue OVERDUE = new ReturnOverdue(PUMP, NOON, ONE);

    private static <R extends Record> Optional<R> fold(Projection<R> view, DomainEvent... events) {
        Optional<R> row = Optional.empty();
        var position = 0;
        for (var event : events) {
            var fact = new Fact(++position, "id", NOON, "anna", "default", event);
            assertThat(view.keys(fact)).containsExactly(KEY);
            row = view.apply(KEY, row, fact);
        }
        return row;
    }

    private static Outages.Row row(
            Outages.State state,
            String end,
            long millis,
            ServiceLevel level,
            String evidence,
            long position) {
        return new Outages.Row(
                "pump-1",
                state,
                "no-answer",
                NOON,
                ONE.toString(),
                end,
                millis,
                level,
                evidence,
                position);
    }

    @Test
    @Requirement("4.28")
    void an_outage_is_open_then_overdue_then_over_with_what_became_of_its_promise() {
        var returned =
                new ReturnedToService(
                        PUMP, NOON, ONE.plusSeconds(1), 3_601_000, ServiceLevel.MISSED, "restart");
        assertThat(fold(new Outages(), BEGAN))
                .hasValue(row(Outages.State.OPEN, "", 0, ServiceLevel.NONE, "", 1));
        assertThat(fold(new Outages(), BEGAN, OVERDUE))
                .hasValue(row(Outages.State.OVERDUE, "", 0, ServiceLevel.MISSED, "", 2));
        assertThat(fold(new Outages(), BEGAN, OVERDUE, returned))
                .hasValue(
                        row(
                                Outages.State.RETURNED,
                                "2026-11-23T13:00:01Z",
                                3_601_000,
                                ServiceLevel.MISSED,
                                "restart",
                                3));
        assertThat(fold(new Outages(), BEGAN, new OutageWithdrawn(PUMP, NOON, "quarantined")))
                .hasValue(row(Outages.State.WITHDRAWN, "", 0, ServiceLevel.NONE, "quarantined", 2));
    }

    @Test
    void a_promise_asks_for_its_fault_until_the_outage_is_over_or_the_fault_is_raised() {
        var deadline = fold(new ReturnDeadlines(), BEGAN).orElseThrow();
        assertThat(deadline.dueAt()).isEqualTo("2026-11-23T13:00:00.000Z");
        assertThat(deadline.capability() + "/" + deadline.command())
                .isEqualTo("registration/FlagOverdueReturn");
        assertThat(deadline.body())
                .isEqualTo(Map.of("node", "pump-1", "start", NOON, "returnBy", ONE));
        assertThat(fold(new ReturnDeadlines(), BEGAN, OVERDUE)).isEmpty();
        assertThat(
                        fold(
                                new ReturnDeadlines(),
                                BEGAN,
                                new ReturnedToService(
                                        PUMP, NOON, NOON, 0, ServiceLevel.KEPT, "wake")))
                .isEmpty();
        assertThat(fold(new ReturnDeadlines(), new OutageBegan(PUMP, "no-answer", NOON, "")))
                .isEmpty();
    }
}
