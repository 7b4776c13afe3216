package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.OutageEvent.OutageBegan;
import dev.lekha.kernel.registration.OutageEvent.OutageWithdrawn;
import dev.lekha.kernel.registration.OutageEvent.ReturnOverdue;
import dev.lekha.kernel.registration.OutageEvent.ReturnedToService;
import dev.lekha.kernel.registration.OutageEvent.ServiceLevel;
import dev.lekha.kernel.registration.OutageEvent.ServiceLevelSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * The outage that a node is in, if it is in one. Whether it is over is told by the order of the
 * log, not by clocks, which differ between doors.
 *
 * @param returnWithin what is promised for the next one, or empty
 * @param open the one that has not ended
 * @param overdue whether its fault is raised
 * @param after what has ended it in fact, while nothing has said so yet
 */
record Outage(String returnWithin, Optional<OutageBegan> open, boolean overdue, After after) {
    enum After {
        /** Nothing was heard of the node. */
        NOTHING,
        /** It was heard. */
        HEARD,
        /** It was taken out of service. */
        GONE
    }

    static final Outage NONE = new Outage("", Optional.empty(), false, After.NOTHING);

    static EventCriteria boundary(NodeId node) {
        return Boundary.of(
                Tags.NODE,
                node.value(),
                ServiceLevelSet.class,
                OutageBegan.class,
                ReturnOverdue.class,
                ReturnedToService.class,
                OutageWithdrawn.class,
                WakeReported.class,
                SleepReported.class,
                NodeQuarantined.class,
                NodeDeregistered.class);
    }

    Outage evolve(DomainEvent event) {
        return switch (event) {
            case ServiceLevelSet set -> new Outage(set.returnWithin(), open, overdue, after);
            case OutageBegan began ->
                    new Outage(returnWithin, Optional.of(began), false, After.NOTHING);
            case ReturnOverdue _ -> new Outage(returnWithin, open, true, after);
            case ReturnedToService _, OutageWithdrawn _ ->
                    new Outage(returnWithin, Optional.empty(), false, After.NOTHING);
            case WakeReported _, SleepReported _ when after == After.NOTHING ->
                    new Outage(returnWithin, open, overdue, After.HEARD);
            case NodeQuarantined _, NodeDeregistered _ when after == After.NOTHING ->
                    new Outage(returnWithin, open, overdue, After.GONE);
            default -> this;
        };
    }

    /** The next one, with what is promised for it. */
    OutageBegan begins(NodeId node, String cause, Instant start) {
        var returnBy =
                returnWithin.isEmpty() ? "" : start.plus(Duration.parse(returnWithin)).toString();
        return new OutageBegan(node, cause, start, returnBy);
    }

    /** What is still to be said of an outage that has ended in fact, or nothing. */
    List<DomainEvent> settled(Instant at, String evidence) {
        return switch (after) {
            case NOTHING -> List.of();
            case HEARD -> returned(at, evidence);
            case GONE ->
                    open.<List<DomainEvent>>map(it ->
                                    List.of(new OutageWithdrawn(it.node(), it.start(), evidence)))
                            .orElse(List.of());
        };
    }

    /** The node is back: the end of its outage, with the fault before it where it is late. */
    List<DomainEvent> returned(Instant at, String evidence) {
        return open.map(it -> returned(it, at.isBefore(it.start()) ? it.start() : at, evidence))
                .orElse(List.of());
    }

    private List<DomainEvent> returned(OutageBegan it, Instant end, String evidence) {
        var level = level(it, end);
        var events = new ArrayList<DomainEvent>();
        if (level == ServiceLevel.MISSED && !overdue) {
            events.add(new ReturnOverdue(it.node(), it.start(), Instant.parse(it.returnBy())));
        }
        var millis = Duration.between(it.start(), end).toMillis();
        events.add(new ReturnedToService(it.node(), it.start(), end, millis, level, evidence));
        return events;
    }

    /** What was raised as late stays late, whatever another door's clock says. */
    private ServiceLevel level(OutageBegan it, Instant end) {
        if (it.returnBy().isEmpty()) {
            return ServiceLevel.NONE;
        }
        return overdue || end.isAfter(Instant.parse(it.returnBy()))
                ? ServiceLevel.MISSED
                : ServiceLevel.KEPT;
    }
}
