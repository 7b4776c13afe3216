package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.OutageEvent.ServiceLevelSet;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Promises how soon a node is back in service after it went out, from its next outage on.
 *
 * @param returnWithin {@code PT15M}; left out: nothing is promised
 */
@Command(namespace = "registration", name = "SetServiceLevel")
@AllowedTo(Role.OPERATOR)
public record SetServiceLevel(NodeId node, @Omittable String returnWithin) implements OutageStep {
    public SetServiceLevel {
        if (!returnWithin.isEmpty()) {
            Lifetime.parse(returnWithin);
        }
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.principal().isNode()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        return known.outage().returnWithin().equals(returnWithin)
                ? accept()
                : accept(new ServiceLevelSet(node, returnWithin));
    }
}
