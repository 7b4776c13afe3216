package dev.lekha.kernel.registration;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Tags;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What happens to a node before, while and after it is registered. */
public sealed interface LifecycleEvent extends DomainEvent {
    @EventTag(key = Tags.NODE)
    NodeId node();

    /** The node's own name, which no application has at the same time. */
    @EventTag(key = Tags.PRINCIPAL)
    default String principal() {
        return node().value();
    }

    /**
     * A node is expected.
     *
     * @param gateway that it will stand behind, or empty
     * @param description as whoever planned it has it
     */
    @Event(namespace = "registration", name = "NodeProvisioned", version = "1")
    record NodeProvisioned(NodeId node, NodeKind kind, String gateway, String description)
            implements LifecycleEvent {}

    /**
     * A node has been told where to register (LwM2M bootstrap).
     *
     * @param server where it registers
     * @param configuration what it was given, by a name or digest of the owner's
     */
    @Event(namespace = "registration", name = "NodeBootstrapped", version = "1")
    record NodeBootstrapped(NodeId node, String server, String configuration)
            implements LifecycleEvent {}

    /**
     * A node goes to sleep.
     *
     * @param until when it means to wake, ISO 8601, or empty
     */
    @Event(namespace = "registration", name = "SleepReported", version = "1")
    record SleepReported(NodeId node, @Omittable String until) implements LifecycleEvent {}

    /**
     * A node that slept or was unreachable is there again.
     *
     * @param evidence what shows it: {@code wake}, {@code report}
     */
    @Event(namespace = "registration", name = "WakeReported", version = "1")
    record WakeReported(NodeId node, String evidence) implements LifecycleEvent {}

    /**
     * A node could not be reached when it should have been.
     *
     * @param evidence what shows it, such as {@code delivery-failed}
     */
    @Event(namespace = "registration", name = "NodeMarkedUnreachable", version = "1")
    record NodeMarkedUnreachable(NodeId node, String evidence) implements LifecycleEvent {}

    /** A node is held; its term, if it had one, stands still. */
    @Event(namespace = "registration", name = "NodeQuarantined", version = "1")
    record NodeQuarantined(NodeId node, String reason) implements LifecycleEvent {}

    @Event(namespace = "registration", name = "NodeReleased", version = "1")
    record NodeReleased(NodeId node, String reason) implements LifecycleEvent {}

    /** A node comes never again; one that took part was deregistered by the event before. */
    @Event(namespace = "registration", name = "NodeRetired", version = "1")
    record NodeRetired(NodeId node, String reason) implements LifecycleEvent {}
}
