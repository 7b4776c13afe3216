package dev.lekha.command.access;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent.ApplicationRestricted;
import dev.lekha.kernel.access.Permissions;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Holds an application to what it owns and was granted; one that is not restricted may do what its
 * role may. Saying it twice is fine.
 */
@Command(namespace = "access", name = "RestrictApplication")
@AllowedTo(Role.OPERATOR)
public record RestrictApplication(ApplicationEntityId application) implements PermissionStep {
    @Override
    public Verdict decide(Permissions known) {
        return known.restricted() ? accept() : accept(new ApplicationRestricted(application));
    }
}
