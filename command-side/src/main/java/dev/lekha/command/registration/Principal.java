package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.GatewayEvent;
import dev.lekha.kernel.registration.GatewayEvent.NodeAttachedToGateway;
import dev.lekha.kernel.registration.GatewayEvent.NodeDetachedFromGateway;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent;
import dev.lekha.kernel.registration.LifecycleEvent.NodeBootstrapped;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.NodeReleased;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRetired;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * All that registration remembers of one name: what stands behind it, where that is in its life and
 * which credentials act for it.
 *
 * @param standing what it is, or is expected to be
 * @param gateway that it stands behind, or is expected to, or empty
 * @param configuration the server and what it was given when it was bootstrapped, or empty
 * @param credentials in force
 */
record Principal(
        Standing standing,
        Lifecycle lifecycle,
        String gateway,
        String configuration,
        Set<CredentialId> credentials) {
    enum Standing {
        ABSENT,
        DEVICE,
        GATEWAY,
        APPLICATION_ENTITY
    }

    static final Principal UNKNOWN =
            new Principal(Standing.ABSENT, Lifecycle.UNKNOWN, "", "", Set.of());

    static EventCriteria boundary(String principal) {
        return Boundary.of(
                Tags.PRINCIPAL,
                principal,
                NodeProvisioned.class,
                NodeBootstrapped.class,
                NodeRegistered.class,
                SleepReported.class,
                WakeReported.class,
                NodeMarkedUnreachable.class,
                NodeQuarantined.class,
                NodeReleased.class,
                NodeAttachedToGateway.class,
                NodeDetachedFromGateway.class,
                NodeDeregistered.class,
                NodeRetired.class,
                ApplicationEntityRegistered.class,
                ApplicationEntityDeregistered.class,
                ApplicationEntityRetired.class,
                CredentialIssued.class,
                CredentialRevoked.class);
    }

    /** Whose event it is. */
    static Optional<String> of(DomainEvent event) {
        return switch (event) {
            case RegistrationEvent e -> Optional.of(e.principal());
            case LifecycleEvent e -> Optional.of(e.principal());
            case GatewayEvent e -> Optional.of(e.principal());
            default -> Optional.empty();
        };
    }

    boolean isPresent() {
        return standing != Standing.ABSENT;
    }

    /** Whether a node of this name takes part. */
    boolean isNode() {
        return (standing == Standing.DEVICE || standing == Standing.GATEWAY)
                && lifecycle.takesPart();
    }

    /** Whether others may stand behind it. */
    boolean isGateway() {
        return standing == Standing.GATEWAY && isNode();
    }

    Principal evolve(DomainEvent event) {
        var next = lifecycle.evolve(event);
        return switch (event) {
            case NodeProvisioned node -> stands(kind(node.kind()), next, node.gateway());
            case NodeRegistered node -> stands(kind(node.kind()), next, node.gateway());
            case ApplicationEntityRegistered _ -> stands(Standing.APPLICATION_ENTITY, next, "");
            case NodeDeregistered _, ApplicationEntityDeregistered _ ->
                    stands(Standing.ABSENT, next, "");
            case NodeRetired _, ApplicationEntityRetired _ -> stands(Standing.ABSENT, next, "");
            case NodeBootstrapped told ->
                    new Principal(
                            standing,
                            next,
                            gateway,
                            told.server() + " " + told.configuration(),
                            credentials);
            case NodeAttachedToGateway attached ->
                    stands(standing, next, attached.gateway().value());
            case NodeDetachedFromGateway _ -> stands(standing, next, "");
            case CredentialIssued issued -> {
                var more = new HashSet<>(credentials);
                more.add(issued.credential());
                yield with(more);
            }
            case CredentialRevoked revoked -> {
                var fewer = new HashSet<>(credentials);
                fewer.remove(revoked.credential());
                yield with(fewer);
            }
            default -> stands(standing, next, gateway);
        };
    }

    private static Standing kind(NodeKind kind) {
        return kind == NodeKind.GATEWAY ? Standing.GATEWAY : Standing.DEVICE;
    }

    private Principal stands(Standing changed, Lifecycle next, String behind) {
        return new Principal(changed, next, behind, configuration, credentials);
    }

    private Principal with(Set<CredentialId> changed) {
        return new Principal(standing, lifecycle, gateway, configuration, Set.copyOf(changed));
    }
}
