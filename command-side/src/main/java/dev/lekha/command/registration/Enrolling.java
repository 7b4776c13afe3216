package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.provisioning.AuthorityId;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityTrusted;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityWithdrawn;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateReplaced;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateRevoked;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceEnrolled;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/*
 * What is known of an authority is the same for all its devices, is kept folded, and grows by one event for each; what
 * is known of a device is read for it alone. A hundred thousand devices therefore cost a hundred thousand small reads,
 * and not as many readings of everything.
 */

/**
 * All that an enrolment rests on.
 *
 * @param authority what is known of it
 * @param gateway what stands under the gateway's name
 * @param node what stands under the device's name
 * @param can what it was said to be able to do
 * @param held the certificate that it came with last
 * @param former fingerprints of those that were replaced
 * @param secret of its credential, or none
 */
record Enrolling(
        Authority authority,
        Principal gateway,
        Principal node,
        NodeCapabilities can,
        Optional<Held> held,
        PSet<String> former,
        SecretDigest secret) {
    static final Enrolling NOTHING =
            new Enrolling(
                    new Authority(Optional.empty(), 0, HashTreePSet.empty()),
                    Principal.UNKNOWN,
                    Principal.UNKNOWN,
                    NodeCapabilities.UNKNOWN,
                    Optional.empty(),
                    HashTreePSet.empty(),
                    SecretDigest.NONE);

    /**
     * @param enrolled how many devices came with it, ever
     * @param revoked serial numbers
     */
    record Authority(
            Optional<DeviceAuthorityTrusted> trusted, long enrolled, PSet<String> revoked) {
        Authority evolve(DomainEvent event) {
            return switch (event) {
                case DeviceAuthorityTrusted said ->
                        new Authority(Optional.of(said), enrolled, revoked);
                case DeviceAuthorityWithdrawn _ ->
                        new Authority(Optional.empty(), enrolled, revoked);
                case DeviceCertificateRevoked one ->
                        new Authority(trusted, enrolled, revoked.plus(one.serial()));
                case DeviceEnrolled _ -> new Authority(trusted, enrolled + 1, revoked);
                default -> this;
            };
        }
    }

    /** A certificate, and whose. */
    record Held(AuthorityId authority, String fingerprint) {}

    static EventCriteria ofAuthority(AuthorityId authority) {
        return Boundary.of(
                Tags.AUTHORITY,
                authority.value(),
                DeviceAuthorityTrusted.class,
                DeviceAuthorityWithdrawn.class,
                DeviceCertificateRevoked.class,
                DeviceEnrolled.class);
    }

    static EventCriteria ofNode(NodeId node, String gateway) {
        var own =
                EventCriteria.either(
                        Principal.boundary(node.value()),
                        NodeCapabilities.boundary(node),
                        Boundary.of(
                                Tags.NODE,
                                node.value(),
                                DeviceEnrolled.class,
                                DeviceCertificateReplaced.class));
        return gateway.isEmpty() ? own : EventCriteria.either(own, Principal.boundary(gateway));
    }

    Enrolling ofAuthority(DomainEvent event) {
        return new Enrolling(authority.evolve(event), gateway, node, can, held, former, secret);
    }

    /** With what happened to the device or its gateway. */
    Enrolling ofNode(NodeId id, String behind, DomainEvent event) {
        var whose = Principal.of(event);
        if (!behind.isEmpty() && whose.equals(Optional.of(behind))) {
            return new Enrolling(authority, gateway.evolve(event), node, can, held, former, secret);
        }
        var next = whose.isEmpty() ? node : node.evolve(event);
        return switch (event) {
            case DeviceEnrolled came -> holding(came.authority(), came.fingerprint());
            case DeviceCertificateReplaced came -> holding(came.authority(), came.fingerprint());
            case CredentialIssued issued when issued.credential().value().equals(id.value()) ->
                    new Enrolling(authority, gateway, next, can, held, former, issued.secret());
            // By which way it came anew, what stands beside it tells.
            case NodeRegistered _ ->
                    new Enrolling(
                            authority,
                            gateway,
                            next,
                            can.evolve(event),
                            Optional.empty(),
                            former,
                            secret);
            default ->
                    new Enrolling(
                            authority, gateway, next, can.evolve(event), held, former, secret);
        };
    }

    private Enrolling holding(AuthorityId whose, String fingerprint) {
        var gone =
                held.filter(before -> !before.fingerprint.equals(fingerprint))
                        .map(before -> former.plus(before.fingerprint))
                        .orElse(former);
        return new Enrolling(
                authority,
                gateway,
                node,
                can,
                Optional.of(new Held(whose, fingerprint)),
                gone,
                secret);
    }
}
