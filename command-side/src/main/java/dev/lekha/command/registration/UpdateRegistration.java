package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.Boundary;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.RegistrationUpdated;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Says where a node is reached from now on; what it is and what it has done stays (4.1). */
@Command(namespace = "registration", name = "UpdateRegistration")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE})
public record UpdateRegistration(
        NodeId node,
        String address,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<UpdateRegistration.Known> {
    /** The node, and where it is reached. */
    record Known(Principal principal, String address) {}

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Principal.boundary(node.value()),
                Boundary.of(Tags.NODE, node.value(), RegistrationUpdated.class));
    }

    @Override
    public Known initial() {
        return new Known(Principal.UNKNOWN, "");
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return switch (event) {
            case NodeRegistered registered ->
                    new Known(known.principal.evolve(event), registered.address());
            case RegistrationUpdated updated -> new Known(known.principal, updated.address());
            default -> new Known(known.principal.evolve(event), known.address);
        };
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.principal.isNode()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        return Carrying.refused(caller, node, known.principal)
                .orElseGet(() ->
                        known.address.equals(address)
                                ? accept()
                                : accept(new RegistrationUpdated(node, address)));
    }
}
