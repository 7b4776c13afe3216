package dev.lekha.projection.provisioning;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.EnrolmentEvent;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityTrusted;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityWithdrawn;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateReplaced;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateRevoked;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceEnrolled;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Certificates that devices came with, and those that were revoked. Key: {@code authority~serial}.
 */
@View(
        name = "device-certificates",
        capability = "provisioning",
        fields = {"authority", "node", "notAfter", "revoked"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class DeviceCertificates implements Projection<DeviceCertificates.Certificate> {
    /**
     * @param node that came with it, or empty where none has
     * @param replaced fingerprint of the one whose place it took, or empty
     * @param revoked {@code yes} or {@code no}
     * @param reason of the revocation, or empty
     */
    public record Certificate(
            String authority,
            String serial,
            String node,
            String fingerprint,
            String notAfter,
            String provedBy,
            String replaced,
            String revoked,
            String reason,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case DeviceEnrolled e -> List.of(e.authority() + "~" + e.serial());
            case DeviceCertificateReplaced e -> List.of(e.authority() + "~" + e.serial());
            case DeviceCertificateRevoked e -> List.of(e.authority() + "~" + e.serial());
            default -> List.of();
        };
    }

    @Override
    public Optional<Certificate> apply(String key, Optional<Certificate> row, Fact fact) {
        return fact.event() instanceof EnrolmentEvent about ? next(about, row, fact) : row;
    }

    private static Optional<Certificate> next(
            EnrolmentEvent event, Optional<Certificate> row, Fact fact) {
        return switch (event) {
            case DeviceEnrolled e ->
                    Optional.of(
                            seen(
                                    e.authority().value(),
                                    e.serial(),
                                    e.node().value(),
                                    e.fingerprint(),
                                    e.notAfter(),
                                    e.provedBy(),
                                    "",
                                    fact));
            case DeviceCertificateReplaced e ->
                    Optional.of(
                            seen(
                                    e.authority().value(),
                                    e.serial(),
                                    e.node().value(),
                                    e.fingerprint(),
                                    e.notAfter(),
                                    e.provedBy(),
                                    e.replaced(),
                                    fact));
            case DeviceCertificateRevoked e -> Optional.of(revoked(e, row, fact));
            case DeviceAuthorityTrusted _, DeviceAuthorityWithdrawn _ -> row;
        };
    }

    private static Certificate seen(
            String authority,
            String serial,
            String node,
            String fingerprint,
            Instant notAfter,
            String provedBy,
            String replaced,
            Fact fact) {
        return new Certificate(
                authority,
                serial,
                node,
                fingerprint,
                notAfter.toString(),
                provedBy,
                replaced,
                "no",
                "",
                fact.position());
    }

    private static Certificate revoked(
            DeviceCertificateRevoked said, Optional<Certificate> row, Fact fact) {
        var known =
                row.orElseGet(() ->
                        new Certificate(
                                said.authority().value(),
                                said.serial(),
                                "",
                                "",
                                "",
                                "",
                                "",
                                "no",
                                "",
                                0));
        return new Certificate(
                known.authority,
                known.serial,
                known.node,
                known.fingerprint,
                known.notAfter,
                known.provedBy,
                known.replaced,
                "yes",
                said.reason(),
                fact.position());
    }
}
