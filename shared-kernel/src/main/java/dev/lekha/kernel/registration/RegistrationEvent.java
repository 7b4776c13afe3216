package dev.lekha.kernel.registration;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.Tags;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Who and what takes part: nodes, application entities, their names and credentials. */
public sealed interface RegistrationEvent extends DomainEvent {
    /**
     * Whoever acts under the name that the event is about; names of nodes and applications are
     * unique together.
     */
    @EventTag(key = Tags.PRINCIPAL)
    String principal();

    /**
     * A node takes part.
     *
     * @param gateway the gateway that it stands behind, or empty
     * @param address where it is reached, or empty
     */
    @Event(namespace = "registration", name = "NodeRegistered", version = "1")
    record NodeRegistered(
            @EventTag(key = Tags.NODE) NodeId node,
            NodeKind kind,
            String gateway,
            String address,
            String description)
            implements RegistrationEvent {
        @Override
        public String principal() {
            return node.value();
        }
    }

    /** A node is reached elsewhere from now on; all else stays. */
    @Event(namespace = "registration", name = "RegistrationUpdated", version = "1")
    record RegistrationUpdated(@EventTag(key = Tags.NODE) NodeId node, String address)
            implements RegistrationEvent {
        @Override
        public String principal() {
            return node.value();
        }
    }

    /** A registration ends at this time unless it is renewed before (oneM2M expirationTime). */
    @Event(namespace = "registration", name = "ExpirationSet", version = "1")
    record ExpirationSet(@EventTag(key = Tags.NODE) NodeId node, Instant expirationTime)
            implements RegistrationEvent {
        @Override
        public String principal() {
            return node.value();
        }
    }

    @Event(namespace = "registration", name = "NodeDeregistered", version = "1")
    record NodeDeregistered(@EventTag(key = Tags.NODE) NodeId node, String reason)
            implements RegistrationEvent {
        @Override
        public String principal() {
            return node.value();
        }
    }

    @Event(namespace = "registration", name = "ApplicationEntityRegistered", version = "1")
    record ApplicationEntityRegistered(
            @EventTag(key = Tags.APPLICATION_ENTITY) ApplicationEntityId applicationEntity,
            String description)
            implements RegistrationEvent {
        @Override
        public String principal() {
            return applicationEntity.value();
        }
    }

    @Event(namespace = "registration", name = "ApplicationEntityDeregistered", version = "1")
    record ApplicationEntityDeregistered(
            @EventTag(key = Tags.APPLICATION_ENTITY) ApplicationEntityId applicationEntity,
            String reason)
            implements RegistrationEvent {
        @Override
        public String principal() {
            return applicationEntity.value();
        }
    }

    /**
     * Whoever shows the secret behind the digest acts as the principal.
     *
     * @param scopes capabilities that it is limited to; empty for all
     * @param notAfter ISO 8601, or empty for no end
     */
    @Event(namespace = "registration", name = "CredentialIssued", version = "1")
    record CredentialIssued(
            @EventTag(key = Tags.CREDENTIAL) CredentialId credential,
            String principal,
            SortedSet<Role> roles,
            SortedSet<String> scopes,
            String notAfter,
            SecretDigest secret)
            implements RegistrationEvent {
        public CredentialIssued {
            roles = new TreeSet<>(roles);
            scopes = new TreeSet<>(scopes);
        }
    }

    @Event(namespace = "registration", name = "CredentialRevoked", version = "1")
    record CredentialRevoked(
            @EventTag(key = Tags.CREDENTIAL) CredentialId credential,
            String principal,
            String reason)
            implements RegistrationEvent {}

    /** An application entity comes never again; one that took part was deregistered before. */
    @Event(namespace = "registration", name = "ApplicationEntityRetired", version = "1")
    record ApplicationEntityRetired(
            @EventTag(key = Tags.APPLICATION_ENTITY) ApplicationEntityId applicationEntity,
            String reason)
            implements RegistrationEvent {
        @Override
        public String principal() {
            return applicationEntity.value();
        }
    }

    /**
     * A node is found by this name, and by the others that it has.
     *
     * @param scope within which the name is unique: empty, {@code tenant:acme}, {@code group:g1}
     * @param until when it ends by itself, ISO 8601, or empty
     * @param sharing {@code shared} where others may have it too, else empty
     */
    @Event(namespace = "registration", name = "NameBound", version = "1")
    record NameBound(
            @EventTag(key = Tags.NODE) NodeId node,
            Name name,
            @Omittable String scope,
            @Omittable String until,
            @Omittable String sharing)
            implements RegistrationEvent {
        public static final String SHARED = "shared";

        /** One without scope and end that nobody else may have. */
        public NameBound(NodeId node, Name name) {
            this(node, name, "", "", "");
        }

        public boolean shared() {
            return sharing.equals(SHARED);
        }

        @EventTag(key = Tags.NAME)
        public String key() {
            return name.within(scope);
        }

        @Override
        public String principal() {
            return node.value();
        }
    }

    /**
     * A node has a name no more.
     *
     * @param reason {@code ended} where its time had come, else empty
     */
    @Event(namespace = "registration", name = "NameReleased", version = "1")
    record NameReleased(
            @EventTag(key = Tags.NODE) NodeId node,
            Name name,
            @Omittable String scope,
            @Omittable String reason)
            implements RegistrationEvent {
        public NameReleased(NodeId node, Name name) {
            this(node, name, "", "");
        }

        @EventTag(key = Tags.NAME)
        public String key() {
            return name.within(scope);
        }

        @Override
        public String principal() {
            return node.value();
        }
    }
}
