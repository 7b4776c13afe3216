package dev.lekha.command.privacy;

import dev.lekha.command.Decision;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.privacy.ContextName;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A command about consent to read one thing of one node: the node's own word, or an operator's. */
interface ConsentStep extends Decision<Consents> {
    NodeId node();

    ContextName what();

    @Override
    default boolean permits(Caller asking) {
        return !asking.is(Role.NODE) || asking.actor().equals(node().value());
    }

    @Override
    default EventCriteria boundary() {
        return Consents.boundary(node());
    }

    @Override
    default Consents initial() {
        return Consents.NONE;
    }

    @Override
    default Consents evolve(Consents consents, DomainEvent event) {
        return consents.evolve(what(), event);
    }
}
