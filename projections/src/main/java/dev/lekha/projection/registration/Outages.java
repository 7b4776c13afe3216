package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.OutageEvent.OutageBegan;
import dev.lekha.kernel.registration.OutageEvent.OutageWithdrawn;
import dev.lekha.kernel.registration.OutageEvent.ReturnOverdue;
import dev.lekha.kernel.registration.OutageEvent.ReturnedToService;
import dev.lekha.kernel.registration.OutageEvent.ServiceLevel;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every outage of every node, and how it ended (4.28). Key: the node, {@code ~}, the outage's
 * start.
 */
@View(
        name = "outages",
        capability = "registration",
        fields = {"node", "state", "start", "serviceLevel", "durationMillis"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Outages implements Projection<Outages.Row> {
    public enum State {
        /** The node is out of service. */
        OPEN,
        /** It is, and should be back. */
        OVERDUE,
        RETURNED,
        /** It was taken out of service for good or for a while. */
        WITHDRAWN
    }

    /**
     * @param returnBy when it is promised to be back, or empty
     * @param end when it was back, or empty
     * @param durationMillis 0 until it is back
     * @param serviceLevel what became of the promise; {@code NONE} until that is known
     * @param evidence what ended it, or empty
     * @param position of the newest event
     */
    public record Row(
            String node,
            State state,
            String cause,
            Instant start,
            String returnBy,
            String end,
            long durationMillis,
            ServiceLevel serviceLevel,
            String evidence,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return ofOutage(fact);
    }

    /** The outage that a fact is about. */
    static List<String> ofOutage(Fact fact) {
        return switch (fact.event()) {
            case OutageBegan e -> List.of(key(e.node(), e.start()));
            case ReturnOverdue e -> List.of(key(e.node(), e.start()));
            case ReturnedToService e -> List.of(key(e.node(), e.start()));
            case OutageWithdrawn e -> List.of(key(e.node(), e.start()));
            default -> List.of();
        };
    }

    private static String key(NodeId node, Instant start) {
        return node + "~" + start;
    }

    @Override
    public Optional<Row> apply(String key, Optional<Row> row, Fact fact) {
        return switch (fact.event()) {
            case OutageBegan(var node, var cause, var start, var returnBy) ->
                    Optional.of(
                            new Row(
                                    node.value(),
                                    State.OPEN,
                                    cause,
                                    start,
                                    returnBy,
                                    "",
                                    0,
                                    ServiceLevel.NONE,
                                    "",
                                    fact.position()));
            case ReturnOverdue _ ->
                    row.map(it -> next(it, State.OVERDUE, "", 0, ServiceLevel.MISSED, "", fact));
            case ReturnedToService(_, _, var end, var millis, var level, var evidence) ->
                    row.map(it ->
                            next(
                                    it,
                                    State.RETURNED,
                                    end.toString(),
                                    millis,
                                    level,
                                    evidence,
                                    fact));
            case OutageWithdrawn(_, _, var reason) ->
                    row.map(it -> next(it, State.WITHDRAWN, "", 0, it.serviceLevel, reason, fact));
            default -> row;
        };
    }

    private static Row next(
            Row it,
            State state,
            String end,
            long millis,
            ServiceLevel level,
            String evidence,
            Fact fact) {
        return new Row(
                it.node,
                state,
                it.cause,
                it.start,
                it.returnBy,
                end,
                millis,
                level,
                evidence,
                fact.position());
    }
}
