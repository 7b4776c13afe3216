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
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.pki.DevicePath;
import dev.lekha.kernel.pki.PathCheck;
import dev.lekha.kernel.provisioning.AuthorityId;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityTrusted;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateReplaced;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceEnrolled;
import dev.lekha.kernel.provisioning.EnrolmentPolicy;
import dev.lekha.kernel.provisioning.EnrolmentPolicy.AnotherCertificate;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Lets a device in by its certificate, and registers it where it comes for the first time (5.2.4).
 * Sent by the door that has seen the device prove that it has the key, each time it does: yes means
 * that it is let in. Which authority, node and gateway that makes, the door has looked up; here it
 * is checked against the log.
 *
 * @param certificates the device's own first
 * @param provedBy {@code tls} or {@code csr}
 * @param secret from now on also a way in, as {@code sha-256:<hex>}; left out for none
 * @param receivedAt the door's clock, at which the certificates have to hold
 */
@Command(namespace = "registration", name = "EnrolDevice")
@AllowedTo(Role.PLATFORM)
public record EnrolDevice(
        AuthorityId authority,
        NodeId node,
        @Omittable String gateway,
        DevicePath certificates,
        String provedBy,
        @Omittable SecretDigest secret,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements Decision<Enrolling> {
    public EnrolDevice {
        if (!provedBy.matches("tls|csr")) {
            throw new IllegalArgumentException("a key is proved by tls or csr");
        }
    }

    @Override
    public EventCriteria boundary() {
        return Enrolling.ofAuthority(authority);
    }

    @Override
    public Optional<EventCriteria> own() {
        return Optional.of(Enrolling.ofNode(node, gateway));
    }

    @Override
    public Enrolling initial() {
        return Enrolling.NOTHING;
    }

    @Override
    public Enrolling evolve(Enrolling known, DomainEvent event) {
        return known.ofAuthority(event);
    }

    @Override
    public Enrolling evolveOwn(Enrolling known, DomainEvent event) {
        return known.ofNode(node, gateway, event);
    }

    @Override
    public Verdict decide(Enrolling known) {
        return known.authority()
                .trusted()
                .map(trusted ->
                        first(
                                        () -> untrusted(known, trusted),
                                        () -> misread(trusted.policy()),
                                        () -> known(known, trusted.policy()),
                                        () -> strange(known, trusted.policy()))
                                .orElseGet(() -> accept(registering(known, trusted.policy()))))
                .orElseGet(() -> refuse("authority-unknown", authority + " is not trusted."));
    }

    @SafeVarargs
    private static Optional<Verdict> first(Supplier<Optional<Verdict>>... answers) {
        return Stream.of(answers).map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    private Optional<Verdict> untrusted(Enrolling known, DeviceAuthorityTrusted trusted) {
        if (!trusted.notAfter().isEmpty()
                && receivedAt.isAfter(Instant.parse(trusted.notAfter()))) {
            return no("authority-expired", "The trust in " + authority + " has ended.");
        }
        if (certificates.serials().stream().anyMatch(known.authority().revoked()::contains)
                || known.former().contains(certificates.fingerprint())) {
            return no("certificate-revoked", "The certificate was revoked or replaced.");
        }
        return PathCheck.fault(trusted.certificate(), certificates, receivedAt)
                .flatMap(fault -> no(fault.code(), fault.sentence()));
    }

    private Optional<Verdict> misread(EnrolmentPolicy policy) {
        if (!policy.nodeOf(certificates).equals(Optional.of(node))) {
            return no("certificate-name-unfit", "The certificate does not name " + node + ".");
        }
        return policy.gateway().equals(gateway)
                ? Optional.empty()
                : no(
                        "gateway-mismatch",
                        "Devices of " + authority + " stand behind another gateway.");
    }

    /** The answer to a device that takes part already. */
    private Optional<Verdict> known(Enrolling known, EnrolmentPolicy policy) {
        if (!known.node().lifecycle().takesPart()) {
            return Optional.empty();
        }
        var held = known.held();
        if (held.filter(one -> one.authority().equals(authority)).isEmpty()
                || !known.node().isNode()) {
            return no("name-taken", node + " is somebody else, or came by another way.");
        }
        if (held.get().fingerprint().equals(certificates.fingerprint())) {
            return Optional.of(accept(keyed(known)));
        }
        return policy.anotherCertificate() == AnotherCertificate.ROTATES
                ? Optional.of(accept(rotating(known, held.get().fingerprint())))
                : no("certificate-taken", node + " has another certificate.");
    }

    /** Why a device that does not take part may not begin to. */
    private Optional<Verdict> strange(Enrolling known, EnrolmentPolicy policy) {
        var own = known.node();
        if (own.lifecycle() == Lifecycle.DEREGISTERED) {
            return no("deregistered", node + " was taken out; it has to be provisioned again.");
        }
        if (!own.lifecycle().allows(Lifecycle.Step.REGISTER)) {
            return Optional.of(Lives.refused(node, own.lifecycle(), Lifecycle.Step.REGISTER));
        }
        if (own.isPresent() && own.standing() != standing(policy)) {
            return no("kind-mismatch", node + " was provisioned as another kind of node.");
        }
        if (own.isPresent() && !own.gateway().isEmpty() && !own.gateway().equals(gateway)) {
            return no("gateway-mismatch", node + " was provisioned behind another gateway.");
        }
        if (known.authority().enrolled() >= policy.quota()) {
            return no("quota-exceeded", authority + " has let in as many as it may.");
        }
        return gateway.isEmpty()
                ? Optional.empty()
                : Gateways.refused(gateway, known.gateway(), standing(policy));
    }

    private static Optional<Verdict> no(String code, String sentence) {
        return Optional.of(refuse(code, sentence));
    }

    private static Principal.Standing standing(EnrolmentPolicy policy) {
        return policy.kind() == NodeKind.GATEWAY
                ? Principal.Standing.GATEWAY
                : Principal.Standing.DEVICE;
    }

    private List<DomainEvent> registering(Enrolling known, EnrolmentPolicy policy) {
        var registered =
                new NodeRegistered(node, policy.kind(), gateway, "", "enrolled by " + authority);
        var events = new ArrayList<DomainEvent>();
        events.add(registered);
        events.add(
                new DeviceEnrolled(
                        node,
                        authority,
                        certificates,
                        certificates.fingerprint(),
                        certificates.serial(),
                        certificates.notAfter(),
                        policy.serviceClass(),
                        provedBy));
        events.addAll(keyed(known));
        if (!policy.capabilities().isEmpty()) {
            var can = known.can().evolve(registered);
            var source = CapabilitySource.PRECONFIGURED;
            var all = can.capabilities().with(source, policy.capabilities());
            events.add(can.declaring(node, source, all));
        }
        return events;
    }

    private List<DomainEvent> rotating(Enrolling known, String replaced) {
        var events = new ArrayList<DomainEvent>();
        events.add(
                new DeviceCertificateReplaced(
                        node,
                        authority,
                        certificates,
                        certificates.fingerprint(),
                        certificates.serial(),
                        certificates.notAfter(),
                        replaced,
                        provedBy));
        events.addAll(keyed(known));
        return events;
    }

    /** Whoever has the key of the certificate may give itself another secret. */
    private List<DomainEvent> keyed(Enrolling known) {
        var id = new CredentialId(node.value());
        var has = known.node().credentials().contains(id);
        if (secret.equals(SecretDigest.NONE) || has && known.secret().equals(secret)) {
            return List.of();
        }
        CredentialIssued issued = Credentials.ofNode(node, secret);
        return has
                ? List.of(new CredentialRevoked(id, node.value(), "replaced"), issued)
                : List.of(issued);
    }
}
