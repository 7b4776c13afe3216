package dev.lekha.command.access;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustRevoked;
import dev.lekha.kernel.access.Permissions;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Takes trust back, at once; saying it twice is fine. */
@Command(namespace = "access", name = "DistrustApplication")
@AllowedTo(Role.OPERATOR)
public record DistrustApplication(ApplicationEntityId application, @Omittable String reason)
        implements PermissionStep {
    @Override
    public Verdict decide(Permissions known) {
        return known.trust().isGiven()
                ? accept(new ApplicationTrustRevoked(application, reason))
                : accept();
    }
}
