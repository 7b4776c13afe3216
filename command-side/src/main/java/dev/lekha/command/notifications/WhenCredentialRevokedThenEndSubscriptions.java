package dev.lekha.command.notifications;

import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import java.util.List;

/** Who may no longer ask is no longer told. */
public final class WhenCredentialRevokedThenEndSubscriptions implements Policy {
    @Override
    public List<Decision<?>> react(Fact fact) {
        return fact.event() instanceof CredentialRevoked revoked
                ? List.of(new EndSubscriptions(revoked.principal()))
                : List.of();
    }

    @Override
    public String sequence(Fact fact) {
        return fact.event() instanceof CredentialRevoked revoked ? revoked.principal() : fact.id();
    }
}
