package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilitySource;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says that a node that left can do nothing any more, to whoever went by it: its groups, its
 * bindings, and discovery. Nothing happens where nobody did.
 */
@Command(namespace = "registration", name = "WithdrawCapabilities")
@AllowedTo(Role.PLATFORM)
public record WithdrawCapabilities(NodeId node) implements Decision<NodeCapabilities> {
    @Override
    public EventCriteria boundary() {
        return NodeCapabilities.boundary(node);
    }

    @Override
    public NodeCapabilities initial() {
        return NodeCapabilities.UNKNOWN;
    }

    @Override
    public NodeCapabilities evolve(NodeCapabilities known, DomainEvent event) {
        return known.evolve(event);
    }

    @Override
    public Verdict decide(NodeCapabilities known) {
        var stale = !known.published().equals(known.capabilities());
        var concerned = !known.groups().isEmpty() || !known.bindings().isEmpty();
        return stale || !known.registered() && concerned
                ? accept(known.declaring(node, CapabilitySource.PRECONFIGURED, Capabilities.NONE))
                : accept();
    }
}
