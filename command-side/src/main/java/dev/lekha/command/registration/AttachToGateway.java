package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.GatewayEvent.NodeAttachedToGateway;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Puts a registered node behind a gateway, or moves it there from another; what it was and did
 * stays (4.6).
 *
 * @param from the gateway that it is moved away from: where it stands behind another by now, the
 *     move is refused, so of several at once one wins; left out to move it from wherever it is
 */
@Command(namespace = "registration", name = "AttachToGateway")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record AttachToGateway(NodeId node, NodeId gateway, @Omittable String from)
        implements Decision<AttachToGateway.Known> {
    record Known(Principal child, Principal gateway) {}

    public AttachToGateway {
        if (!from.isEmpty()) {
            Ids.check("a gateway", from);
        }
        if (gateway.equals(node)) {
            throw new IllegalArgumentException("a node does not stand behind itself");
        }
    }

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Principal.boundary(node.value()), Principal.boundary(gateway.value()));
    }

    @Override
    public Known initial() {
        return new Known(Principal.UNKNOWN, Principal.UNKNOWN);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return Principal.of(event).equals(Optional.of(node.value()))
                ? new Known(known.child.evolve(event), known.gateway)
                : new Known(known.child, known.gateway.evolve(event));
    }

    @Override
    public Verdict decide(Known known) {
        var child = known.child;
        if (!child.isNode()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        if (child.gateway().equals(gateway.value())) {
            return accept();
        }
        if (!from.isEmpty() && !from.equals(child.gateway())) {
            return refuse(
                    "moved-meanwhile",
                    node + " stands behind " + name(child.gateway()) + ", not " + from + ".");
        }
        return Gateways.refused(gateway.value(), known.gateway, child.standing())
                .orElseGet(() -> accept(new NodeAttachedToGateway(node, gateway)));
    }

    private static String name(String gateway) {
        return gateway.isEmpty() ? "none" : gateway;
    }
}
