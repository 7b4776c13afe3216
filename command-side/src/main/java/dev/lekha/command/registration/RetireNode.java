package dev.lekha.command.registration;

import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Takes a node out for good, with every credential that acts for it; its name is not given again.
 */
@Command(namespace = "registration", name = "RetireNode")
@AllowedTo(Role.OPERATOR)
public record RetireNode(NodeId node, @Omittable String reason) implements NodeStep {
    @Override
    public Lifecycle.Step step() {
        return Lifecycle.Step.RETIRE;
    }

    @Override
    public List<DomainEvent> taken(Principal principal) {
        var events = new ArrayList<DomainEvent>();
        if (principal.lifecycle().takesPart()) {
            events.add(new NodeDeregistered(node, reason));
        }
        events.add(new NodeRetired(node, reason));
        events.addAll(Credentials.revocations(principal, node.value()));
        return events;
    }
}
