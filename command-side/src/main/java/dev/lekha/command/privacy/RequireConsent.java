package dev.lekha.command.privacy;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentRequired;
import dev.lekha.kernel.privacy.ContextName;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Puts something of a node's context under consent, for ever; what was said before as well. The
 * node need not be there yet.
 *
 * @param what a name of context, such as {@code location}
 */
@Command(namespace = "privacy", name = "RequireConsent")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record RequireConsent(NodeId node, ContextName what) implements ConsentStep {
    @Override
    public Verdict decide(Consents consents) {
        return consents.required() ? accept() : accept(new ConsentRequired(node, what));
    }
}
