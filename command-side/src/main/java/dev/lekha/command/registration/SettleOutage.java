package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Says that a node's outage is over where something else than its restart has ended it.
 *
 * @param at when that was
 * @param evidence what that was
 */
@Command(namespace = "registration", name = "SettleOutage")
@AllowedTo(Role.PLATFORM)
public record SettleOutage(NodeId node, Instant at, String evidence) implements OutageStep {
    /** What is settled is not open any more. */
    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Verdict decide(Known known) {
        return accept(known.outage().settled(at, evidence));
    }
}
