package dev.lekha.projection.provisioning;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.ConfigurationEvent.ConfigurationHandedOut;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateReplaced;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceEnrolled;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/**
 * By which authority a node came, and which configuration it was given. A node that came otherwise
 * has a row once it was given one. Key: the node.
 */
@View(
        name = "enrolments",
        capability = "provisioning",
        fields = {"authority", "serviceClass", "configuration"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Enrolments implements Projection<Enrolments.Enrolment> {
    /**
     * @param authority by which it came, or empty
     * @param serviceClass by which it is configured, or empty
     * @param fingerprint of its certificate, or empty
     * @param enrolledAt ISO 8601, or empty
     * @param configuration version that it was given last, or empty
     * @param configurationDigest {@code sha-256:} and hex of that, or empty
     */
    public record Enrolment(
            String node,
            String authority,
            String serviceClass,
            String fingerprint,
            String enrolledAt,
            String configuration,
            String configurationDigest,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case DeviceEnrolled e -> List.of(e.node().value());
            case DeviceCertificateReplaced e -> List.of(e.node().value());
            case ConfigurationHandedOut e -> List.of(e.node().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Enrolment> apply(String node, Optional<Enrolment> row, Fact fact) {
        var known = row.orElseGet(() -> new Enrolment(node, "", "", "", "", "", "", 0));
        return switch (fact.event()) {
            case DeviceEnrolled e ->
                    Optional.of(
                            new Enrolment(
                                    node,
                                    e.authority().value(),
                                    e.serviceClass(),
                                    e.fingerprint(),
                                    fact.recordedAt().toString(),
                                    known.configuration,
                                    known.configurationDigest,
                                    fact.position()));
            case DeviceCertificateReplaced e ->
                    Optional.of(
                            new Enrolment(
                                    node,
                                    known.authority,
                                    known.serviceClass,
                                    e.fingerprint(),
                                    known.enrolledAt,
                                    known.configuration,
                                    known.configurationDigest,
                                    fact.position()));
            case ConfigurationHandedOut e ->
                    Optional.of(
                            new Enrolment(
                                    node,
                                    known.authority,
                                    known.serviceClass,
                                    known.fingerprint,
                                    known.enrolledAt,
                                    e.version(),
                                    e.digest(),
                                    fact.position()));
            default -> row;
        };
    }
}
