package dev.lekha.kernel.registration;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Behind which gateway a registered node stands (4.6). */
public sealed interface GatewayEvent extends DomainEvent {
    @EventTag(key = Tags.NODE)
    NodeId node();

    @EventTag(key = Tags.GATEWAY)
    NodeId gateway();

    @EventTag(key = Tags.PRINCIPAL)
    default String principal() {
        return node().value();
    }

    /** The node stands behind this gateway from now on, and behind no other. */
    @Event(namespace = "registration", name = "NodeAttachedToGateway", version = "1")
    record NodeAttachedToGateway(NodeId node, NodeId gateway) implements GatewayEvent {}

    /** The node stands behind none any more. */
    @Event(namespace = "registration", name = "NodeDetachedFromGateway", version = "1")
    record NodeDetachedFromGateway(NodeId node, NodeId gateway) implements GatewayEvent {}
}
