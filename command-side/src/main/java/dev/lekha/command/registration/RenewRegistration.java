package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Makes a registration hold for a lifetime from now on, whatever it was before.
 *
 * @param lifetime {@code PT1H}
 * @param receivedAt the door's clock, from which the lifetime counts
 * @param caller the node itself, its gateway, an application or operator
 */
@Command(namespace = "registration", name = "RenewRegistration")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE})
public record RenewRegistration(
        NodeId node,
        String lifetime,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<Principal> {
    public RenewRegistration {
        Lifetime.parse(lifetime);
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
        if (!principal.isNode()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        return Carrying.refused(caller, node, principal).orElseGet(() -> renewed(principal));
    }

    private Verdict renewed(Principal principal) {
        return principal.lifecycle() == Lifecycle.QUARANTINED
                ? refuse("quarantined", node + " is held; its term stands still.")
                : accept(new ExpirationSet(node, receivedAt.plus(Lifetime.parse(lifetime))));
    }
}
