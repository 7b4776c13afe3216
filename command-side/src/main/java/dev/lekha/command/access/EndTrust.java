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
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustRevoked;
import dev.lekha.kernel.access.Permissions;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Records that trust has ended by itself; nothing happens where it was given anew.
 *
 * @param until at which it falls due
 */
@Command(namespace = "access", name = "EndTrust")
@AllowedTo(Role.PLATFORM)
public record EndTrust(
        ApplicationEntityId application,
        String until,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements PermissionStep {
    public EndTrust {
        Instant.parse(until);
    }

    @Override
    public Verdict decide(Permissions known) {
        if (!known.trust().isGiven() || !known.trust().until().equals(until)) {
            return accept();
        }
        return receivedAt.isBefore(Instant.parse(until))
                ? refuse("not-due", "It is not " + until + " yet.")
                : accept(new ApplicationTrustRevoked(application, "ended"));
    }
}
