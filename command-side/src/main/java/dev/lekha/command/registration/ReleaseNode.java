package dev.lekha.command.registration;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeReleased;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Ends a node's quarantine.
 *
 * @param lifetime after which the node is taken out unless it is renewed, {@code PT1H}; left out
 *     for none
 * @param receivedAt the door's clock, from which the lifetime counts
 */
@Command(namespace = "registration", name = "ReleaseNode")
@AllowedTo(Role.OPERATOR)
public record ReleaseNode(
        NodeId node,
        @Omittable String reason,
        @Omittable String lifetime,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements NodeStep {
    @Override
    public Lifecycle.Step step() {
        return Lifecycle.Step.RELEASE;
    }

    @Override
    public List<DomainEvent> taken(Principal principal) {
        var events = new ArrayList<DomainEvent>();
        events.add(new NodeReleased(node, reason));
        if (!lifetime.isEmpty()) {
            events.add(new ExpirationSet(node, receivedAt.plus(Lifetime.parse(lifetime))));
        }
        return events;
    }

    public ReleaseNode {
        if (!lifetime.isEmpty()) {
            Lifetime.parse(lifetime);
        }
    }
}
