package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Issues a key: whoever shows the secret acts as the principal, in these roles. A credential's id
 * is used once.
 *
 * @param principal a node, an application entity, or a person's or system's name
 * @param scopes capabilities that the key is limited to; left out for all
 * @param notAfter ISO 8601 instant, or left out for no end
 */
@Command(namespace = "registration", name = "IssueCredential")
@AllowedTo(Role.OPERATOR)
public record IssueCredential(
        CredentialId credential,
        String principal,
        Set<Role> roles,
        @Omittable Set<String> scopes,
        @Omittable String notAfter,
        SecretDigest secret)
        implements Decision<Boolean> {
    public IssueCredential {
        Ids.check("a principal", principal);
        if (principal.equals(Caller.PLATFORM.actor())) {
            throw new IllegalArgumentException("the platform's own name is not given away");
        }
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        if (roles.isEmpty() || roles.contains(Role.PLATFORM)) {
            throw new IllegalArgumentException(
                    "a credential has one role or more, never that of the platform");
        }
        if (secret.equals(SecretDigest.NONE)) {
            throw new IllegalArgumentException("a credential has a secret");
        }
        if (!notAfter.isEmpty()) {
            try {
                Instant.parse(notAfter);
            } catch (DateTimeParseException unreadable) {
                throw new IllegalArgumentException("an end reads 2030-12-31T00:00:00Z", unreadable);
            }
        }
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(
                Tags.CREDENTIAL,
                credential.value(),
                CredentialIssued.class,
                CredentialRevoked.class);
    }

    /** Whether the id has been used. */
    @Override
    public Boolean initial() {
        return false;
    }

    @Override
    public Boolean evolve(Boolean used, DomainEvent event) {
        return true;
    }

    @Override
    public Verdict decide(Boolean used) {
        return used
                ? refuse("credential-taken", "The credential id " + credential + " has been used.")
                : accept(
                        new CredentialIssued(
                                credential,
                                principal,
                                new TreeSet<>(roles),
                                new TreeSet<>(scopes),
                                notAfter,
                                secret));
    }
}
