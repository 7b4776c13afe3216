package dev.lekha.command.registration;

import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * A node could not be reached when it should have been.
 *
 * @param evidence what shows it, such as {@code delivery-failed}
 */
@Command(namespace = "registration", name = "MarkUnreachable")
@AllowedTo(Role.OPERATOR)
public record MarkUnreachable(NodeId node, String evidence) implements NodeStep {
    @Override
    public Lifecycle.Step step() {
        return Lifecycle.Step.LOSE;
    }

    @Override
    public List<DomainEvent> taken(Principal principal) {
        return List.of(new NodeMarkedUnreachable(node, evidence));
    }
}
