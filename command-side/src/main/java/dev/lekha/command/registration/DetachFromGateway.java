package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.GatewayEvent.NodeDetachedFromGateway;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Takes a node from behind a gateway, which no longer speaks for it. */
@Command(namespace = "registration", name = "DetachFromGateway")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record DetachFromGateway(NodeId node, NodeId gateway) implements Decision<Principal> {
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
        if (!principal.isNode()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        return principal.gateway().equals(gateway.value())
                ? accept(new NodeDetachedFromGateway(node, gateway))
                : refuse("not-attached", node + " does not stand behind " + gateway + ".");
    }
}
