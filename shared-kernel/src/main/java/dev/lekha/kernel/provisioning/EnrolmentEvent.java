package dev.lekha.kernel.provisioning;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.pki.CaCertificate;
import dev.lekha.kernel.pki.DevicePath;
import java.time.Instant;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Whose certificates let devices in, and which devices came with them (5.2.4). */
public sealed interface EnrolmentEvent extends DomainEvent {
    @EventTag(key = Tags.AUTHORITY)
    AuthorityId authority();

    /**
     * Devices with certificates of this authority take part from now on, as the policy says; takes
     * the place of what was said of the authority before.
     *
     * @param notAfter ISO 8601, or empty for no end but the certificate's own
     */
    @Event(namespace = "provisioning", name = "DeviceAuthorityTrusted", version = "1")
    record DeviceAuthorityTrusted(
            AuthorityId authority,
            CaCertificate certificate,
            EnrolmentPolicy policy,
            String notAfter)
            implements EnrolmentEvent {}

    /** No certificate of it lets anybody in any more. */
    @Event(namespace = "provisioning", name = "DeviceAuthorityWithdrawn", version = "1")
    record DeviceAuthorityWithdrawn(AuthorityId authority, String reason)
            implements EnrolmentEvent {}

    /**
     * @param serial lower-case hex without leading zeros
     */
    @Event(namespace = "provisioning", name = "DeviceCertificateRevoked", version = "1")
    record DeviceCertificateRevoked(AuthorityId authority, String serial, String reason)
            implements EnrolmentEvent {}

    /**
     * A device has registered itself with a certificate; stands beside its {@code NodeRegistered}.
     *
     * @param certificates as it showed them, so that anybody can verify them again
     * @param fingerprint of its own certificate, {@code sha-256:} and hex
     * @param notAfter the certificate's end
     * @param serviceClass by which it is configured, or empty
     * @param provedBy how it showed that it has the key: {@code tls} or {@code csr}
     */
    @Event(namespace = "provisioning", name = "DeviceEnrolled", version = "1")
    record DeviceEnrolled(
            @EventTag(key = Tags.NODE) NodeId node,
            AuthorityId authority,
            DevicePath certificates,
            String fingerprint,
            String serial,
            Instant notAfter,
            String serviceClass,
            String provedBy)
            implements EnrolmentEvent {}

    /**
     * A device has another certificate from now on; the one before is not taken again.
     *
     * @param replaced fingerprint of the one before
     */
    @Event(namespace = "provisioning", name = "DeviceCertificateReplaced", version = "1")
    record DeviceCertificateReplaced(
            @EventTag(key = Tags.NODE) NodeId node,
            AuthorityId authority,
            DevicePath certificates,
            String fingerprint,
            String serial,
            Instant notAfter,
            String replaced,
            String provedBy)
            implements EnrolmentEvent {}
}
