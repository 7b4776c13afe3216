package dev.lekha.command.access;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent.ApplicationUnrestricted;
import dev.lekha.kernel.access.Permissions;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Takes a restriction back; saying it twice is fine. */
@Command(namespace = "access", name = "UnrestrictApplication")
@AllowedTo(Role.OPERATOR)
public record UnrestrictApplication(ApplicationEntityId application) implements PermissionStep {
    @Override
    public Verdict decide(Permissions known) {
        return known.restricted() ? accept(new ApplicationUnrestricted(application)) : accept();
    }
}
