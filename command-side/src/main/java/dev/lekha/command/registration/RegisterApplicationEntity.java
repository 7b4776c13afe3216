package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import java.util.Collections;
import java.util.EnumSet;
import java.util.TreeSet;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Takes an application in; it authenticates with the secret under its own name.
 *
 * @param secret the shared secret, or its digest as {@code sha-256:<hex>}
 */
@Command(namespace = "registration", name = "RegisterApplicationEntity")
@AllowedTo(Role.OPERATOR)
public record RegisterApplicationEntity(
        ApplicationEntityId applicationEntity, @Omittable String description, SecretDigest secret)
        implements Decision<Principal> {
    @Override
    public EventCriteria boundary() {
        return Principal.boundary(applicationEntity.value());
    }

    @Override
    public Principal initial() {
        return Principal.UNKNOWN;
    }

    @Override
    public Principal evolve(Principal principal, DomainEvent event) {
        return principal.evolve(event);
    }

    @Override
    public Verdict decide(Principal principal) {
        if (principal.isPresent()) {
            return refuse("name-taken", applicationEntity + " is registered already.");
        }
        if (!principal.lifecycle().allows(Lifecycle.Step.REGISTER)) {
            return Lives.refused(applicationEntity, principal.lifecycle(), Lifecycle.Step.REGISTER);
        }
        return accept(
                new ApplicationEntityRegistered(applicationEntity, description),
                new CredentialIssued(
                        new CredentialId(applicationEntity.value()),
                        applicationEntity.value(),
                        new TreeSet<>(EnumSet.of(Role.APPLICATION)),
                        Collections.emptySortedSet(),
                        "",
                        secret));
    }
}
