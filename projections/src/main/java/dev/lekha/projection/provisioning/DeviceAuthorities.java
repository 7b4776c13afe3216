package dev.lekha.projection.provisioning;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.pki.CaCertificate;
import dev.lekha.kernel.provisioning.EnrolmentEvent;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityTrusted;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityWithdrawn;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateReplaced;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateRevoked;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceEnrolled;
import dev.lekha.kernel.provisioning.EnrolmentPolicy;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Whose certificates let devices in, and how many came. Key: the authority. */
@View(
        name = "device-authorities",
        capability = "provisioning",
        fields = {"subject", "state"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class DeviceAuthorities implements Projection<DeviceAuthorities.Authority> {
    /**
     * @param subject of its certificate, RFC 2253
     * @param notAfter of the trust, or empty
     * @param state {@code trusted} or {@code withdrawn}
     * @param enrolled devices that ever came with it
     * @param revoked certificates
     * @param position of the event that said so last
     */
    public record Authority(
            String authority,
            String subject,
            CaCertificate certificate,
            EnrolmentPolicy policy,
            String notAfter,
            String state,
            long enrolled,
            long revoked,
            long position) {
        Authority counting(long devices, long certificates) {
            return new Authority(
                    authority,
                    subject,
                    certificate,
                    policy,
                    notAfter,
                    state,
                    enrolled + devices,
                    revoked + certificates,
                    position);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof EnrolmentEvent about
                ? List.of(about.authority().value())
                : List.of();
    }

    @Override
    public Optional<Authority> apply(String key, Optional<Authority> row, Fact fact) {
        return fact.event() instanceof EnrolmentEvent about ? next(about, row, fact) : row;
    }

    private static Optional<Authority> next(
            EnrolmentEvent event, Optional<Authority> row, Fact fact) {
        return switch (event) {
            case DeviceAuthorityTrusted said ->
                    Optional.of(
                            new Authority(
                                    said.authority().value(),
                                    said.certificate().subject(),
                                    said.certificate(),
                                    said.policy(),
                                    said.notAfter(),
                                    "trusted",
                                    row.map(Authority::enrolled).orElse(0L),
                                    row.map(Authority::revoked).orElse(0L),
                                    fact.position()));
            case DeviceAuthorityWithdrawn _ ->
                    row.map(one ->
                            new Authority(
                                    one.authority,
                                    one.subject,
                                    one.certificate,
                                    one.policy,
                                    one.notAfter,
                                    "withdrawn",
                                    one.enrolled,
                                    one.revoked,
                                    fact.position()));
            case DeviceCertificateRevoked _ -> row.map(one -> one.counting(0, 1));
            case DeviceEnrolled _ -> row.map(one -> one.counting(1, 0));
            case DeviceCertificateReplaced _ -> row;
        };
    }
}
