package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * All that registration remembers of one name: what stands behind it and which credentials act for
 * it.
 *
 * @param credentials in force
 */
record Principal(Standing standing, Set<CredentialId> credentials) {
    enum Standing {
        ABSENT,
        DEVICE,
        GATEWAY,
        APPLICATION_ENTITY
    }

    static final Principal UNKNOWN = new Principal(Standing.ABSENT, Set.of());

    static EventCriteria boundary(String principal) {
        return Boundary.of(
                Tags.PRINCIPAL,
                principal,
                NodeRegistered.class,
                NodeDeregistered.class,
                ApplicationEntityRegistered.class,
                ApplicationEntityDeregistered.class,
                CredentialIssued.class,
                CredentialRevoked.class);
    }

    boolean isPresent() {
        return standing != Standing.ABSENT;
    }

    boolean isNode() {
        return standing == Standing.DEVICE || standing == Standing.GATEWAY;
    }

    Principal evolve(DomainEvent event) {
        return switch (event) {
            case NodeRegistered node ->
                    stands(node.kind() == NodeKind.GATEWAY ? Standing.GATEWAY : Standing.DEVICE);
            case ApplicationEntityRegistered _ -> stands(Standing.APPLICATION_ENTITY);
            case NodeDeregistered _, ApplicationEntityDeregistered _ -> stands(Standing.ABSENT);
            case CredentialIssued issued -> {
                var more = new HashSet<>(credentials);
                more.add(issued.credential());
                yield new Principal(standing, Set.copyOf(more));
            }
            case CredentialRevoked revoked -> {
                var fewer = new HashSet<>(credentials);
                fewer.remove(revoked.credential());
                yield new Principal(standing, Set.copyOf(fewer));
            }
            default -> this;
        };
    }

    private Principal stands(Standing changed) {
        return new Principal(changed, credentials);
    }
}
