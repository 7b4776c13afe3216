package dev.lekha.command.access;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent.AccessRevoked;
import dev.lekha.kernel.access.GrantId;
import dev.lekha.kernel.access.Permissions;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Takes a grant back, at once; saying it twice is fine. */
@Command(namespace = "access", name = "RevokeAccess")
@AllowedTo(Role.OPERATOR)
public record RevokeAccess(ApplicationEntityId application, GrantId grant, @Omittable String reason)
        implements PermissionStep {
    @Override
    public Verdict decide(Permissions known) {
        return known.grant(grant)
                .map(given ->
                        given.actions().isEmpty()
                                ? accept()
                                : accept(new AccessRevoked(application, grant, reason)))
                .orElseGet(() -> refuse("grant-unknown", grant + " was never granted."));
    }
}
