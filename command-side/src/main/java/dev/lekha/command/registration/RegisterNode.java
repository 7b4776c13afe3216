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
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
 * @param caller an operator or application; a node that was provisioned registers itself, or its
 *     gateway does
 */
@Command(namespace = "registration", name = "RegisterNode")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE})
public record RegisterNode(
        NodeId node,
        NodeKind kind,
        @Omittable String gateway,
        @Omittable String address,
        @Omittable String description,
        @Omittable SecretDigest secret,
        @Omittable String lifetime,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<RegisterNode.Known> {
    /** What stands under the node's own name and under its gateway's. */
    record Known(Map<String, Principal> byName) {
        Principal of(String name) {
            return byName.getOrDefault(name, Principal.UNKNOWN);
        }
    }

    /** As the platform itself asks. */
    public RegisterNode(
            NodeId node,
            NodeKind kind,
            String gateway,
            String address,
            String description,
            SecretDigest secret,
            String lifetime,
            Instant receivedAt) {
        this(
                node,
                kind,
                gateway,
                address,
                description,
                secret,
                lifetime,
                receivedAt,
                Caller.PLATFORM);
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
        return Principal.of(event)
                .map(name -> {
                    var byName = new HashMap<>(known.byName);
                    byName.put(name, known.of(name).evolve(event));
                    return new Known(Map.copyOf(byName));
                })
                .orElse(known);
    }

    @Override
    public boolean permits(Caller asking) {
        return !asking.is(Role.NODE)
                || asking.actor().equals(node.value())
                || asking.actor().equals(gateway);
    }

    @Override
    public Verdict decide(Known known) {
        var own = known.of(node.value());
        if (!own.lifecycle().allows(Lifecycle.Step.REGISTER)) {
            return own.isPresent()
                    ? refuse("name-taken", node + " is registered already.")
                    : Lives.refused(node, own.lifecycle(), Lifecycle.Step.REGISTER);
        }
        return Stream.of(asExpected(own), behind(known.of(gateway)), keyed(own))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> accept(events()));
    }

    /** A plan binds what registers; a node that registers itself or its child has been expected. */
    private Optional<Verdict> asExpected(Principal own) {
        if (own.isPresent() && own.standing() != standing()) {
            return Optional.of(
                    refuse("kind-mismatch", node + " was provisioned as another kind of node."));
        }
        var expected =
                own.isPresent() && (own.gateway().isEmpty() || own.gateway().equals(gateway));
        return caller.is(Role.NODE) && !expected
                ? Optional.of(refuse("not-provisioned", node + " is not expected here."))
                : Optional.empty();
    }

    private Optional<Verdict> behind(Principal there) {
        return gateway.isEmpty() ? Optional.empty() : Gateways.refused(gateway, there, standing());
    }

    private Optional<Verdict> keyed(Principal own) {
        return !secret.equals(SecretDigest.NONE)
                        && own.credentials().contains(new CredentialId(node.value()))
                ? Optional.of(refuse("credential-taken", node + " has its credential already."))
                : Optional.empty();
    }

    private List<DomainEvent> events() {
        var events = new ArrayList<DomainEvent>();
        events.add(new NodeRegistered(node, kind, gateway, address, description));
        if (!secret.equals(SecretDigest.NONE)) {
            events.add(Credentials.ofNode(node, secret));
        }
        if (!lifetime.isEmpty()) {
            events.add(new ExpirationSet(node, receivedAt.plus(Lifetime.parse(lifetime))));
        }
        return events;
    }

    private Principal.Standing standing() {
        return kind == NodeKind.GATEWAY ? Principal.Standing.GATEWAY : Principal.Standing.DEVICE;
    }
}
