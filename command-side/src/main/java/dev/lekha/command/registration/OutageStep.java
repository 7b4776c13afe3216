package dev.lekha.command.registration;

import dev.lekha.command.Decision;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A command about a node's outages. */
interface OutageStep extends Decision<OutageStep.Known> {
    NodeId node();

    record Known(Principal principal, Outage outage) {}

    @Override
    default EventCriteria boundary() {
        return EventCriteria.either(Principal.boundary(node().value()), Outage.boundary(node()));
    }

    @Override
    default Known initial() {
        return new Known(Principal.UNKNOWN, Outage.NONE);
    }

    @Override
    default Known evolve(Known known, DomainEvent event) {
        return new Known(known.principal.evolve(event), known.outage.evolve(event));
    }
}
