package dev.lekha.command.privacy;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentWithdrawn;
import dev.lekha.kernel.privacy.ConsentRecipient;
import dev.lekha.kernel.privacy.ContextName;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Takes back what {@link GiveConsent} gave: whoever reads behind it is shown nothing. */
@Command(namespace = "privacy", name = "WithdrawConsent")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record WithdrawConsent(NodeId node, ContextName what, ConsentRecipient to)
        implements ConsentStep {
    @Override
    public Verdict decide(Consents consents) {
        return consents.given().containsKey(to)
                ? accept(new ConsentWithdrawn(node, what, to))
                : refuse(
                        "consent-unknown",
                        "%s was given no consent to read %s of %s.".formatted(to, what, node));
    }
}
