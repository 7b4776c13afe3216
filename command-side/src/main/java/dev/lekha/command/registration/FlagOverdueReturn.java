package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.OutageEvent.ReturnOverdue;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Raises the fault of a node that is not back in time; nothing happens where it is.
 *
 * @param start of the outage
 * @param returnBy at which it falls due
 */
@Command(namespace = "registration", name = "FlagOverdueReturn")
@AllowedTo(Role.PLATFORM)
public record FlagOverdueReturn(
        NodeId node,
        Instant start,
        Instant returnBy,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements OutageStep {
    @Override
    public Verdict decide(Known known) {
        var outage = known.outage();
        var isOpen = outage.open().filter(open -> open.start().equals(start)).isPresent();
        if (!isOpen || outage.overdue() || outage.after() != Outage.After.NOTHING) {
            return accept();
        }
        return receivedAt.isAfter(returnBy)
                ? accept(new ReturnOverdue(node, start, returnBy))
                : refuse("not-due", "It is not after " + returnBy + " yet.");
    }
}
