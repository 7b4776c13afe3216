package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Ends a credential; saying it twice is fine. */
@Command(namespace = "registration", name = "RevokeCredential")
@AllowedTo(Role.OPERATOR)
public record RevokeCredential(CredentialId credential, @Omittable String reason)
        implements Decision<RevokeCredential.Known> {
    sealed interface Known {
        record Absent() implements Known {}

        record InForce(String principal) implements Known {}

        record Revoked() implements Known {}
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(
                Tags.CREDENTIAL,
                credential.value(),
                CredentialIssued.class,
                CredentialRevoked.class);
    }

    @Override
    public Known initial() {
        return new Known.Absent();
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return switch (event) {
            case CredentialIssued issued -> new Known.InForce(issued.principal());
            case CredentialRevoked _ -> new Known.Revoked();
            default -> known;
        };
    }

    @Override
    public Verdict decide(Known known) {
        return switch (known) {
            case Known.Absent() -> refuse("credential-unknown", credential + " was never issued.");
            case Known.InForce(var principal) ->
                    accept(new CredentialRevoked(credential, principal, reason));
            case Known.Revoked() -> accept();
        };
    }
}
