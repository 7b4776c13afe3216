package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.Name;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Takes a name whose time has come from its holder; nothing happens where its end was moved.
 *
 * @param until at which it falls due
 */
@Command(namespace = "registration", name = "EndName")
@AllowedTo(Role.PLATFORM)
public record EndName(
        Holder holder,
        Name name,
        @Omittable String scope,
        String until,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements NameStep {
    public EndName {
        Times.parse(until);
    }

    @Override
    public Verdict decide(Naming naming) {
        var due =
                naming.held(name.within(scope), holder)
                        .filter(holding -> holding.until().equals(until));
        if (due.isEmpty()) {
            return accept();
        }
        return receivedAt.isBefore(Times.parse(until))
                ? refuse("not-due", "It is not " + until + " yet.")
                : accept(Naming.released(holder, name, scope, "ended"));
    }
}
