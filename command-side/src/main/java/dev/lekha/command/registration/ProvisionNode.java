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
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.NodeKind;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Expects a node that has not been seen yet, nor need be reachable (6.18).
 *
 * @param gateway that it will stand behind, checked when it registers, or left out
 */
@Command(namespace = "registration", name = "ProvisionNode")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record ProvisionNode(
        NodeId node, NodeKind kind, @Omittable String gateway, @Omittable String description)
        implements Decision<Principal> {
    public ProvisionNode {
        if (!gateway.isEmpty()) {
            Ids.check("a gateway", gateway);
        }
        if (gateway.equals(node.value())) {
            throw new IllegalArgumentException("a node does not stand behind itself");
        }
    }

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
        if (found.allows(Lifecycle.Step.PROVISION)) {
            return accept(new NodeProvisioned(node, kind, gateway, description));
        }
        return principal.standing() == Principal.Standing.APPLICATION_ENTITY
                ? refuse("name-taken", node + " is an application entity.")
                : Lives.refused(node, found, Lifecycle.Step.PROVISION);
    }
}
