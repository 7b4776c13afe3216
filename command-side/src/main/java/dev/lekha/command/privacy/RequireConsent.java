package dev.lekha.command.privacy;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentRequired;
import dev.lekha.kernel.privacy.ContextName;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Puts something of a node's context under consent, for ever; what was said before as well. The
 * node need not be there yet.
 *
 * @param what a name of context, such as {@code location}
 */
@Command(namespace = "privacy", name = "RequireConsent")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record RequireConsent(NodeId node, ContextName what) implements Decision<Consents> {
    @Override
    public boolean permits(Caller asking) {
        return !asking.is(Role.NODE) || asking.actor().equals(node.value());
    }

    @Override
    public EventCriteria boundary() {
        return Consents.boundary(node);
    }

    @Override
    public Consents initial() {
        return Consents.NONE;
    }

    @Override
    public Consents evolve(Consents consents, DomainEvent event) {
        return consents.evolve(what, event);
    }

    @Override
    public Verdict decide(Consents consents) {
        return consents.required() ? accept() : accept(new ConsentRequired(node, what));
    }
}
