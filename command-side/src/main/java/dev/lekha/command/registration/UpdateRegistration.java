package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.RegistrationUpdated;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Says where a node is reached from now on; what it is and what it has done stays (4.1). */
@Command(namespace = "registration", name = "UpdateRegistration")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE})
public record UpdateRegistration(NodeId node, String address)
        implements Decision<Optional<String>> {
    @Override
    public boolean permits(Caller caller) {
        return !caller.is(Role.NODE) || caller.actor().equals(node.value());
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(
                Tags.NODE,
                node.value(),
                NodeRegistered.class,
                RegistrationUpdated.class,
                NodeDeregistered.class);
    }

    /** The address, where the node is registered. */
    @Override
    public Optional<String> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<String> evolve(Optional<String> current, DomainEvent event) {
        return switch (event) {
            case NodeRegistered registered -> Optional.of(registered.address());
            case RegistrationUpdated updated -> Optional.of(updated.address());
            case NodeDeregistered _ -> Optional.empty();
            default -> current;
        };
    }

    @Override
    public Verdict decide(Optional<String> current) {
        if (current.isEmpty()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        return current.get().equals(address)
                ? accept()
                : accept(new RegistrationUpdated(node, address));
    }
}
