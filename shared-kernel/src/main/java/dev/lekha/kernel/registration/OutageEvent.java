package dev.lekha.kernel.registration;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Tags;
import java.time.Instant;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** When a node was out of service, what was promised for that, and how it came back (4.28). */
public sealed interface OutageEvent extends DomainEvent {
    @EventTag(key = Tags.NODE)
    NodeId node();

    /** Whether a node came back as soon as it was promised. */
    enum ServiceLevel {
        /** Nothing was promised when the outage began. */
        NONE,
        KEPT,
        MISSED
    }

    /**
     * From its next outage on, a node is to be back within this time.
     *
     * @param returnWithin as ISO 8601 writes it, {@code PT15M}; empty where nothing is promised
     */
    @Event(namespace = "registration", name = "ServiceLevelSet", version = "1")
    record ServiceLevelSet(NodeId node, @Omittable String returnWithin) implements OutageEvent {}

    /**
     * A node went out of service.
     *
     * @param cause as it was given, such as {@code delivery-failed}
     * @param returnBy when it is promised to be back, ISO 8601, or empty
     */
    @Event(namespace = "registration", name = "OutageBegan", version = "1")
    record OutageBegan(NodeId node, String cause, Instant start, @Omittable String returnBy)
            implements OutageEvent {}

    /** Fault: a node was not back when it was promised to be. */
    @Event(namespace = "registration", name = "ReturnOverdue", version = "1")
    record ReturnOverdue(NodeId node, Instant start, Instant returnBy) implements OutageEvent {}

    /**
     * A node has restarted by itself, whether or not it was missed.
     *
     * @param cause as the node has it, such as {@code power-failure}, or empty
     */
    @Event(namespace = "registration", name = "RestartReported", version = "1")
    record RestartReported(NodeId node, @Omittable String cause) implements OutageEvent {}

    /**
     * A node is back in service; its outage is over.
     *
     * @param end by the clock of the door that heard it, never before {@code start}
     * @param evidence what showed it: {@code restart}, {@code wake}, {@code report}, {@code sleep}
     */
    @Event(namespace = "registration", name = "ReturnedToService", version = "1")
    record ReturnedToService(
            NodeId node,
            Instant start,
            Instant end,
            long durationMillis,
            ServiceLevel serviceLevel,
            String evidence)
            implements OutageEvent {}

    /**
     * An outage is not counted any more, for the node was taken out of service.
     *
     * @param reason {@code quarantined}, {@code deregistered}
     */
    @Event(namespace = "registration", name = "OutageWithdrawn", version = "1")
    record OutageWithdrawn(NodeId node, Instant start, String reason) implements OutageEvent {}
}
