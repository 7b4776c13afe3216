package dev.lekha.command.registration;

import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Holds a node: its reports are refused, and its term stands still, until it is released (5.1.5).
 */
@Command(namespace = "registration", name = "QuarantineNode")
@AllowedTo(Role.OPERATOR)
public record QuarantineNode(NodeId node, String reason) implements NodeStep {
    @Override
    public Lifecycle.Step step() {
        return Lifecycle.Step.QUARANTINE;
    }

    @Override
    public List<DomainEvent> taken(Principal principal) {
        return List.of(new NodeQuarantined(node, reason));
    }
}
