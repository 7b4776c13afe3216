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
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Takes a node out whose registration was not renewed in time; nothing happens where it was.
 *
 * @param expirationTime at which it falls due
 */
@Command(namespace = "registration", name = "ExpireRegistration")
@AllowedTo(Role.PLATFORM)
public record ExpireRegistration(
        NodeId node,
        Instant expirationTime,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements Decision<ExpireRegistration.Registration> {
    /**
     * @param until when it ends, if it does by itself
     */
    record Registration(Principal principal, Optional<Instant> until) {}

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Principal.boundary(node.value()),
                Boundary.of(Tags.NODE, node.value(), ExpirationSet.class));
    }

    @Override
    public Registration initial() {
        return new Registration(Principal.UNKNOWN, Optional.empty());
    }

    @Override
    public Registration evolve(Registration known, DomainEvent event) {
        return switch (event) {
            case ExpirationSet set ->
                    new Registration(known.principal, Optional.of(set.expirationTime()));
            case NodeDeregistered _, NodeQuarantined _ ->
                    new Registration(known.principal.evolve(event), Optional.empty());
            default -> new Registration(known.principal.evolve(event), known.until);
        };
    }

    @Override
    public Verdict decide(Registration known) {
        if (!known.until.equals(Optional.of(expirationTime))) {
            return accept();
        }
        return receivedAt.isBefore(expirationTime)
                ? refuse("not-due", "It is not " + expirationTime + " yet.")
                : accept(
                        Credentials.revoking(
                                known.principal,
                                node.value(),
                                new NodeDeregistered(node, "expired")));
    }
}
