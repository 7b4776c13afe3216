package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Takes a node out, with every credential that acts for it. */
@Command(namespace = "registration", name = "DeregisterNode")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record DeregisterNode(NodeId node, @Omittable String reason) implements Decision<Principal> {
    @Override
    public EventCriteria boundary() {
        return Principal.boundary(node.value());
    }

    @Override
    public Principal initial() {
        return Principal.UNKNOWN;
    }

    @Override
    public Principal evolve(Principal principal, DomainEvent event) {
        return principal.evolve(event);
    }

    @Override
    public Verdict decide(Principal principal) {
        var found = principal.lifecycle();
        if (found != Lifecycle.QUARANTINED && principal.isNode()) {
            return accept(
                    Credentials.revoking(
                            principal, node.value(), new NodeDeregistered(node, reason)));
        }
        return switch (found) {
            case PROVISIONED, BOOTSTRAPPED, QUARANTINED, RETIRED ->
                    Lives.refused(node, found, Lifecycle.Step.DEREGISTER);
            case UNKNOWN, REGISTERED, SLEEPING, UNREACHABLE, DEREGISTERED ->
                    refuse("node-unknown", node + " is not a registered node.");
        };
    }
}
