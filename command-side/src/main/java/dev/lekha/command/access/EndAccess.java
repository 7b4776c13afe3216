package dev.lekha.command.access;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent.AccessRevoked;
import dev.lekha.kernel.access.GrantId;
import dev.lekha.kernel.access.Permissions;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Records that a grant has ended by itself; nothing happens where it has ended otherwise.
 *
 * @param until at which it falls due
 */
@Command(namespace = "access", name = "EndAccess")
@AllowedTo(Role.PLATFORM)
public record EndAccess(
        ApplicationEntityId application,
        GrantId grant,
        String until,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements PermissionStep {
    public EndAccess {
        Instant.parse(until);
    }

    @Override
    public Verdict decide(Permissions known) {
        var due =
                known.grant(grant)
                        .filter(given -> !given.actions().isEmpty())
                        .filter(given -> given.until().equals(until));
        if (due.isEmpty()) {
            return accept();
        }
        return receivedAt.isBefore(Instant.parse(until))
                ? refuse("not-due", "It is not " + until + " yet.")
                : accept(new AccessRevoked(application, grant, "ended"));
    }
}
