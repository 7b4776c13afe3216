package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;
import static dev.lekha.devices.CertificateMaker.order;
import static dev.lekha.devices.CertificateMaker.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.devices.CertificateMaker;
import dev.lekha.devices.CertificateMaker.Order;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.pki.DevicePath;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.provisioning.AuthorityId;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityTrusted;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityWithdrawn;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateReplaced;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateRevoked;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceEnrolled;
import dev.lekha.kernel.provisioning.EnrolmentPolicy;
import dev.lekha.kernel.provisioning.EnrolmentPolicy.AnotherCertificate;
import dev.lekha.kernel.provisioning.EnrolmentPolicy.Subject;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.GatewayEvent;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class EnrolDeviceTest {
    private static final AuthorityId ACME = new AuthorityId("acme");
    private static final NodeId PUMP = new NodeId("pump-1");
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final SecretDigest SECRET = SecretDigest.of("a-secret-of-twenty-letters");
    private static final CertificateMaker ROOT = CertificateMaker.root("CN=Acme devices,O=Acme");
    private static final DevicePath SHOWN = ROOT.device("pump-1");

    private static EnrolmentPolicy policy(AnotherCertificate another, long quota) {
        return new EnrolmentPolicy(
                Subject.COMMON_NAME,
                "pump-*",
                "pump-*",
                NodeKind.DEVICE,
                "",
                "pumps",
                new TreeMap<>(),
                quota,
                another);
    }

    private static DeviceAuthorityTrusted trusted(EnrolmentPolicy policy) {
        return new DeviceAuthorityTrusted(ACME, ROOT.ca(), policy, "");
    }

    private static DeviceAuthorityTrusted trusted() {
        return trusted(policy(AnotherCertificate.REFUSED, 10));
    }

    private static EnrolDevice enrol(DevicePath path) {
        return enrol(path, NOW);
    }

    private static EnrolDevice enrol(DevicePath path, Instant at) {
        return new EnrolDevice(ACME, PUMP, "", path, "tls", SecretDigest.NONE, at);
    }

    private static List<DomainEvent> history(
            DomainEvent first, List<DomainEvent> then, DomainEvent... more) {
        var all = new ArrayList<DomainEvent>();
        all.add(first);
        all.addAll(then);
        all.addAll(List.of(more));
        return all;
    }

    private static List<DomainEvent> enrolled() {
        return given(trusted()).when(enrol(SHOWN)).events();
    }

    @Test
    @Requirement("5.2.4")
    void an_unknown_device_of_a_trusted_authority_is_registered() {
        given(trusted())
                .when(enrol(SHOWN))
                .thenEvents(
                        new NodeRegistered(PUMP, NodeKind.DEVICE, "", "", "enrolled by acme"),
                        new DeviceEnrolled(
                                PUMP,
                                ACME,
                                SHOWN,
                                SHOWN.fingerprint(),
                                SHOWN.serial(),
                                CertificateMaker.TO,
                                "pumps",
                                "tls"));
    }

    @Test
    void the_same_certificate_again_registers_nothing_again() {
        given(history(trusted(), enrolled())).when(enrol(SHOWN)).thenNothing();
    }

    @Test
    void another_certificate_for_the_same_device_is_refused_or_rotates_as_the_policy_says() {
        var other = ROOT.device("pump-1");
        given(history(trusted(), enrolled())).when(enrol(other)).thenRefused("certificate-taken");
        var rotates = trusted(policy(AnotherCertificate.ROTATES, 1));
        var rotated = given(history(rotates, enrolled())).when(enrol(other)).events();
        assertThat(rotated)
                .singleElement()
                .isInstanceOfSatisfying(
                        DeviceCertificateReplaced.class,
                        event -> assertThat(event.replaced()).isEqualTo(SHOWN.fingerprint()));
        given(history(rotates, enrolled(), rotated.getFirst()))
                .when(enrol(SHOWN))
                .thenRefused("certificate-revoked");
    }

    @Test
    void a_certificate_holds_at_the_time_at_which_it_is_shown_and_at_no_other() {
        given(trusted())
                .when(enrol(SHOWN, CertificateMaker.TO.plusSeconds(1)))
                .thenRefused("certificate-expired");
        given(trusted())
                .when(enrol(SHOWN, CertificateMaker.TO_OF_AUTHORITIES.plusSeconds(1)))
                .thenRefused("authority-expired");
        var later =
                path(ROOT.issue(order("pump-1").between(NOW.plusSeconds(60), CertificateMaker.TO)));
        given(trusted()).when(enrol(later)).thenRefused("certificate-not-yet-valid");
        given(trusted()).when(enrol(later, NOW.plusSeconds(61))).events();
    }

    @Test
    void a_stranger_s_certificate_is_refused_though_it_bears_the_right_names() {
        var impostor = CertificateMaker.root("CN=Acme devices,O=Acme");
        given(trusted())
                .when(enrol(impostor.device("pump-1")))
                .thenRefused("certificate-untrusted");
        var self = CertificateMaker.root("CN=pump-1");
        given(trusted()).when(enrol(path(self.certificate()))).thenRefused("certificate-untrusted");
    }

    @Test
    void a_certificate_for_servers_or_for_no_signatures_or_of_an_authority_is_refused() {
        for (Order one :
                List.of(
                        order("pump-1").purposes(KeyPurposeId.id_kp_serverAuth),
                        order("pump-1").purposes(new KeyPurposeId[0]),
                        order("pump-1").usage(KeyUsage.keyAgreement),
                        order("pump-1").asAuthority())) {
            given(trusted())
                    .when(enrol(path(ROOT.issue(one))))
                    .thenRefused("certificate-purpose-wrong");
        }
    }

    @Test
    void a_weak_key_or_signature_is_refused() {
        var rsa = new Order("CN=pump-1", CertificateMaker.keys("RSA", 1024));
        given(trusted()).when(enrol(path(ROOT.issue(rsa)))).thenRefused("certificate-weak");
        var sha1 = ROOT.signing("SHA1withECDSA").issue(order("pump-1"));
        given(trusted()).when(enrol(path(sha1))).thenRefused("certificate-weak");
        var sound = new Order("CN=pump-1", CertificateMaker.keys("RSA", 2048));
        given(trusted()).when(enrol(path(ROOT.issue(sound)))).events();
        var edwards = new Order("CN=pump-1", CertificateMaker.keys("Ed25519", 255));
        given(trusted()).when(enrol(path(ROOT.issue(edwards)))).events();
    }

    @Test
    void a_revoked_certificate_is_refused_whether_it_was_seen_before_or_not() {
        var revoked = new DeviceCertificateRevoked(ACME, SHOWN.serial(), "lost");
        given(trusted(), revoked).when(enrol(SHOWN)).thenRefused("certificate-revoked");
        given(history(trusted(), enrolled(), revoked))
                .when(enrol(SHOWN))
                .thenRefused("certificate-revoked");
    }

    @Test
    void an_intermediate_may_stand_between_until_it_is_revoked() {
        var between = ROOT.below("CN=Acme line 2,O=Acme");
        var shown = path(between.issue(order("pump-1")), between.certificate());
        given(trusted()).when(enrol(shown)).events();
        given(trusted(), new DeviceCertificateRevoked(ACME, shown.serials().get(1), ""))
                .when(enrol(shown))
                .thenRefused("certificate-revoked");
        given(trusted())
                .when(enrol(path(between.issue(order("pump-1")))))
                .thenRefused("certificate-untrusted");
    }

    @Test
    void an_authority_that_is_not_trusted_any_more_lets_nobody_in() {
        given(history(trusted(), enrolled(), new DeviceAuthorityWithdrawn(ACME, "")))
                .when(enrol(SHOWN))
                .thenRefused("authority-unknown");
        given(
                        new DeviceAuthorityTrusted(
                                ACME,
                                ROOT.ca(),
                                policy(AnotherCertificate.REFUSED, 1),
                                "2026-12-31T00:00:00Z"))
                .when(enrol(SHOWN))
                .thenRefused("authority-expired");
    }

    @Test
    void a_name_that_is_somebody_else_s_stays_his() {
        given(trusted(), new NodeRegistered(PUMP, NodeKind.DEVICE, "", "", ""))
                .when(enrol(SHOWN))
                .thenRefused("name-taken");
        given(
                        history(
                                trusted(),
                                enrolled(),
                                new NodeDeregistered(PUMP, ""),
                                new NodeRegistered(PUMP, NodeKind.DEVICE, "", "", "")))
                .when(enrol(SHOWN))
                .thenRefused("name-taken");
    }

    @Test
    void who_was_taken_out_does_not_come_back_by_itself() {
        var out = new NodeDeregistered(PUMP, "");
        given(history(trusted(), enrolled(), out)).when(enrol(SHOWN)).thenRefused("deregistered");
        given(
                        history(
                                trusted(),
                                enrolled(),
                                out,
                                new NodeProvisioned(PUMP, NodeKind.DEVICE, "", "")))
                .when(enrol(SHOWN))
                .events();
        given(history(trusted(), enrolled(), out, new NodeRetired(PUMP, "")))
                .when(enrol(SHOWN))
                .thenRefused("transition-refused");
    }

    @Test
    @Requirement("6.18")
    void a_device_that_was_provisioned_before_it_was_seen_is_matched_when_it_comes() {
        given(trusted(), new NodeProvisioned(PUMP, NodeKind.DEVICE, "", "hall 3"))
                .when(enrol(SHOWN))
                .events();
        given(trusted(), new NodeProvisioned(PUMP, NodeKind.GATEWAY, "", ""))
                .when(enrol(SHOWN))
                .thenRefused("kind-mismatch");
        given(trusted(), new NodeProvisioned(PUMP, NodeKind.DEVICE, "gw-1", ""))
                .when(enrol(SHOWN))
                .thenRefused("gateway-mismatch");
    }

    @Test
    void beyond_the_quota_nobody_enrols_and_who_has_comes_in() {
        var one = trusted(policy(AnotherCertificate.REFUSED, 1));
        var first = given(one).when(enrol(SHOWN)).events();
        var second =
                new EnrolDevice(
                        ACME,
                        new NodeId("pump-2"),
                        "",
                        ROOT.device("pump-2"),
                        "tls",
                        SecretDigest.NONE,
                        NOW);
        given(history(one, first)).when(second).thenRefused("quota-exceeded");
        given(history(one, first)).when(enrol(SHOWN)).thenNothing();
    }

    @Test
    void the_name_in_the_certificate_decides_and_not_what_the_door_says() {
        given(trusted()).when(enrol(ROOT.device("pump-2"))).thenRefused("certificate-name-unfit");
        given(trusted())
                .when(
                        enrol(
                                path(
                                        ROOT.issue(
                                                new Order(
                                                        "CN=pump-1,CN=pump-2",
                                                        CertificateMaker.keys("EC", 256))))))
                .thenRefused("certificate-name-unfit");
    }

    @Test
    void a_urn_names_the_device_where_the_policy_says_so() {
        var byUrn =
                new EnrolmentPolicy(
                        Subject.URN,
                        "urn:dev:mac:*",
                        "meter-*",
                        NodeKind.DEVICE,
                        "",
                        "",
                        new TreeMap<>(),
                        10,
                        AnotherCertificate.REFUSED);
        var shown =
                path(ROOT.issue(order("x").urns("urn:other:7", "urn:dev:mac:0024befffe804ff1")));
        assertThat(byUrn.nodeOf(shown)).contains(new NodeId("meter-0024befffe804ff1"));
        assertThat(byUrn.nodeOf(SHOWN)).isEmpty();
        var two = path(ROOT.issue(order("x").urns("urn:dev:mac:1", "urn:dev:mac:2")));
        assertThat(byUrn.nodeOf(two)).isEmpty();
        var unfit = path(ROOT.issue(order("x").urns("urn:dev:mac:a%2Fb")));
        assertThat(byUrn.nodeOf(unfit)).isEmpty();
    }

    @Test
    void devices_of_a_policy_with_a_gateway_stand_behind_it() {
        var gateway = new NodeId("gw-1");
        var behind =
                new EnrolmentPolicy(
                        Subject.COMMON_NAME,
                        "pump-*",
                        "pump-*",
                        NodeKind.DEVICE,
                        "gw-1",
                        "",
                        new TreeMap<>(),
                        10,
                        AnotherCertificate.REFUSED);
        var asked = new EnrolDevice(ACME, PUMP, "gw-1", SHOWN, "tls", SecretDigest.NONE, NOW);
        given(trusted(behind)).when(asked).thenRefused("gateway-unknown");
        given(trusted(behind)).when(enrol(SHOWN)).thenRefused("gateway-mismatch");
        var events =
                given(trusted(behind), new NodeRegistered(gateway, NodeKind.GATEWAY, "", "", ""))
                        .when(asked)
                        .events();
        assertThat(((NodeRegistered) events.getFirst()).gateway()).isEqualTo("gw-1");
        assertThat(events).noneMatch(GatewayEvent.class::isInstance);
    }

    @Test
    @Requirement("6.16")
    void what_the_policy_says_a_device_can_do_counts_as_preconfigured() {
        var able =
                new EnrolmentPolicy(
                        Subject.COMMON_NAME,
                        "pump-*",
                        "pump-*",
                        NodeKind.DEVICE,
                        "",
                        "",
                        new TreeMap<>(Map.of("floor", new Quality.Text("2"))),
                        10,
                        AnotherCertificate.REFUSED);
        var events = given(trusted(able)).when(enrol(SHOWN)).events();
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        CapabilitiesDeclared.class,
                        said -> {
                            assertThat(said.capabilities().preconfigured()).containsKey("floor");
                            assertThat(said.capabilities().declared()).isEmpty();
                        });
    }

    @Test
    void a_secret_given_along_is_a_way_in_and_another_takes_its_place() {
        var keyed = new EnrolDevice(ACME, PUMP, "", SHOWN, "csr", SECRET, NOW);
        var events = given(trusted()).when(keyed).events();
        assertThat(events).hasSize(3).last().isInstanceOf(CredentialIssued.class);
        given(history(trusted(), events)).when(keyed).thenNothing();
        var other =
                new EnrolDevice(
                        ACME,
                        PUMP,
                        "",
                        SHOWN,
                        "csr",
                        SecretDigest.of("another-secret-of-letters"),
                        NOW);
        assertThat(given(history(trusted(), events)).when(other).events())
                .hasExactlyElementsOfTypes(CredentialRevoked.class, CredentialIssued.class);
    }
}
