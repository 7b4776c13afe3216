package dev.lekha.command.privacy;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.privacy.ConsentEvent;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentGiven;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentRequired;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentWithdrawn;
import dev.lekha.kernel.privacy.ConsentRecipient;
import dev.lekha.kernel.privacy.ContextName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What there is of consent to read one thing of one node.
 *
 * @param given what was not withdrawn, also where its end has come
 */
record Consents(boolean required, PMap<ConsentRecipient, ConsentGiven> given) {
    static final Consents NONE = new Consents(false, HashTreePMap.empty());

    static EventCriteria boundary(NodeId node) {
        return Boundary.of(
                Tags.NODE,
                node.value(),
                ConsentRequired.class,
                ConsentGiven.class,
                ConsentWithdrawn.class);
    }

    Consents evolve(ContextName what, DomainEvent event) {
        return event instanceof ConsentEvent consent && consent.what().equals(what)
                ? evolve(consent)
                : this;
    }

    private Consents evolve(ConsentEvent event) {
        return switch (event) {
            case ConsentRequired _ -> new Consents(true, given);
            case ConsentGiven one -> new Consents(required, given.plus(one.to(), one));
            case ConsentWithdrawn(_, _, var to) -> new Consents(required, given.minus(to));
        };
    }
}
