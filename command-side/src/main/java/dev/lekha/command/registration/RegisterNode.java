package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Takes a device or gateway in. With a secret it can connect by itself, under its own name; without
 * one it speaks through its gateway.
 *
 * @param gateway the registered gateway that it stands behind, or left out
 * @param address where it is reached, or left out
 * @param secret the shared secret, or its digest as {@code sha-256:<hex>}, or left out
 * @param lifetime after which the node is taken out unless it was renewed, {@code PT1H}; left out
 *     for none
 * @param receivedAt the door's clock, from which the lifetime counts
 */
@Command(namespace = "registration", name = "RegisterNode")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record RegisterNode(
        NodeId node,
        NodeKind kind,
        @Omittable String gateway,
        @Omittable String address,
        @Omittable String description,
        @Omittable SecretDigest secret,
        @Omittable String lifetime,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements Decision<RegisterNode.Known> {
    /** What stands under the node's own name and under its gateway's. */
    record Known(Map<String, Principal> byName) {
        Principal of(String name) {
            return byName.getOrDefault(name, Principal.UNKNOWN);
        }
    }

    public RegisterNode {
        if (!gateway.isEmpty()) {
            Ids.check("a gateway", gateway);
        }
        if (gateway.equals(node.value())) {
            throw new IllegalArgumentException("a node does not stand behind itself");
        }
        if (!lifetime.isEmpty()) {
            Lifetime.parse(lifetime);
        }
    }

    @Override
    public EventCriteria boundary() {
        var own = Principal.boundary(node.value());
        return gateway.isEmpty() ? own : EventCriteria.either(own, Principal.boundary(gateway));
    }

    @Override
    public Known initial() {
        return new Known(Map.of());
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        if (event instanceof RegistrationEvent about) {
            var byName = new HashMap<>(known.byName);
            byName.put(about.principal(), known.of(about.principal()).evolve(event));
            return new Known(Map.copyOf(byName));
        }
        return known;
    }

    @Override
    public Verdict decide(Known known) {
        if (known.of(node.value()).isPresent()) {
            return refuse("name-taken", node + " is registered already.");
        }
        if (!gateway.isEmpty() && known.of(gateway).standing() != Principal.Standing.GATEWAY) {
            return refuse("gateway-unknown", gateway + " is not a registered gateway.");
        }
        var events = new ArrayList<DomainEvent>();
        events.add(new NodeRegistered(node, kind, gateway, address, description));
        if (!secret.equals(SecretDigest.NONE)) {
            events.add(
                    new CredentialIssued(
                            new CredentialId(node.value()),
                            node.value(),
                            new TreeSet<>(EnumSet.of(Role.NODE)),
                            Collections.emptySortedSet(),
                            "",
                            secret));
        }
        if (!lifetime.isEmpty()) {
            events.add(new ExpirationSet(node, receivedAt.plus(Lifetime.parse(lifetime))));
        }
        return accept(events);
    }
}
