package dev.lekha.command.evidence;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.devices.DeviceSigner;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyEnrolled;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRevoked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRotated;
import dev.lekha.kernel.evidence.KeyEndorsement;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceKeysTest {
    private static final NodeId METER = new NodeId("meter-1");
    private static final Caller SELF = caller("meter-1", Role.NODE);
    private static final Caller OPERATOR = caller("anna", Role.OPERATOR);
    private static final DeviceSigner FIRST = DeviceSigner.of(SignatureAlgorithm.ED25519, "k1");
    private static final DeviceSigner NEXT = DeviceSigner.of(SignatureAlgorithm.ES256, "k2");
    private static final NodeRegistered REGISTERED =
            new NodeRegistered(METER, NodeKind.DEVICE, "", "", "");
    private static final DeviceKeyEnrolled ENROLLED =
            new DeviceKeyEnrolled(METER, FIRST.kid(), FIRST.publicKey());
    private static final DeviceKeyRotated ROTATED =
            new DeviceKeyRotated(METER, FIRST.kid(), NEXT.kid(), NEXT.publicKey(), "");
    private static final DeviceKeyRevoked REVOKED = new DeviceKeyRevoked(METER, FIRST.kid(), "");
    private static final NodeDeregistered GONE = new NodeDeregistered(METER, "");

    /** History, who enrols which key, and the code of the refusal, empty for none. */
    static Stream<Arguments> enrolments() {
        return Stream.of(
                Arguments.of(List.of(REGISTERED), SELF, FIRST, ""),
                Arguments.of(List.of(REGISTERED), OPERATOR, NEXT, ""),
                Arguments.of(List.of(), SELF, FIRST, "node-unknown"),
                Arguments.of(List.of(REGISTERED, GONE), OPERATOR, FIRST, "node-unknown"),
                Arguments.of(List.of(REGISTERED, ENROLLED), OPERATOR, NEXT, "key-in-force"),
                Arguments.of(List.of(REGISTERED, ENROLLED, REVOKED), OPERATOR, NEXT, ""),
                Arguments.of(
                        List.of(REGISTERED, ENROLLED, REVOKED), SELF, NEXT, "not-the-first-key"),
                Arguments.of(List.of(REGISTERED, ENROLLED, REVOKED), OPERATOR, FIRST, "key-taken"),
                Arguments.of(List.of(REGISTERED, ENROLLED, ROTATED), OPERATOR, FIRST, "key-taken"),
                Arguments.of(List.of(REGISTERED, ENROLLED, GONE, REGISTERED), OPERATOR, NEXT, ""),
                Arguments.of(
                        List.of(REGISTERED, ENROLLED, GONE, REGISTERED),
                        SELF,
                        NEXT,
                        "not-the-first-key"));
    }

    @ParameterizedTest
    @MethodSource("enrolments")
    void a_key_is_enrolled_where_none_is_in_force(
            List<DomainEvent> history, Caller caller, DeviceSigner key, String refusal) {
        var answer = given(history).when(enrol(key, caller));
        if (refusal.isEmpty()) {
            answer.thenEvents(new DeviceKeyEnrolled(METER, key.kid(), key.publicKey()));
        } else {
            answer.thenRefused(refusal);
        }
    }

    @Test
    void enrolling_or_revoking_again_changes_nothing() {
        given(REGISTERED, ENROLLED).when(enrol(FIRST, SELF)).thenNothing();
        given(REGISTERED, ENROLLED, REVOKED)
                .when(new RevokeDeviceKey(METER, FIRST.kid(), ""))
                .thenNothing();
    }

    @Test
    @Requirement("D.1")
    void a_node_speaks_of_its_own_key_alone_and_no_gateway_for_it() {
        for (var command :
                List.of(enrol(FIRST, SELF), new RevokeDeviceKey(METER, FIRST.kid(), ""))) {
            assertThat(command.permits(SELF)).isTrue();
            assertThat(command.permits(OPERATOR)).isTrue();
            assertThat(command.permits(caller("gateway-1", Role.NODE))).isFalse();
        }
    }

    @Test
    void the_key_before_puts_the_next_one_in_force() {
        var answer = given(REGISTERED, ENROLLED).when(rotate(FIRST, NEXT, METER));
        assertThat(answer.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        DeviceKeyRotated.class,
                        rotated -> {
                            assertThat(rotated.kid()).isEqualTo(FIRST.kid());
                            assertThat(rotated.successor()).isEqualTo(NEXT.kid());
                            assertThat(rotated.publicKey()).isEqualTo(NEXT.publicKey());
                        });
        given(REGISTERED, ENROLLED, ROTATED).when(rotate(FIRST, NEXT, METER)).thenNothing();
    }

    @Test
    void no_other_word_puts_a_key_in_force() {
        var thief = DeviceSigner.of(SignatureAlgorithm.ED25519, "k1");
        var third = DeviceSigner.of(SignatureAlgorithm.ED25519, "k3");
        given(REGISTERED, ENROLLED).when(rotate(thief, NEXT, METER)).thenRefused("signature-wrong");
        given(REGISTERED, ENROLLED).when(rotate(NEXT, third, METER)).thenRefused("key-unknown");
        given(REGISTERED, ENROLLED)
                .when(rotate(FIRST, NEXT, new NodeId("meter-2")))
                .thenRefused("signature-wrong");
        given(REGISTERED, ENROLLED, ROTATED)
                .when(rotate(FIRST, third, METER))
                .thenRefused("key-not-in-force");
        given(REGISTERED, ENROLLED, REVOKED)
                .when(rotate(FIRST, NEXT, METER))
                .thenRefused("key-not-in-force");
    }

    @Test
    void an_endorsement_is_of_this_key_and_this_id() {
        var endorsement = endorsement(FIRST, NEXT, METER);
        assertThatThrownBy(() ->
                        new RotateDeviceKey(METER, new KeyId("k9"), NEXT.publicKey(), endorsement))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new RotateDeviceKey(METER, NEXT.kid(), FIRST.publicKey(), endorsement))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RotateDeviceKey(METER, NEXT.kid(), NEXT.publicKey(), "AAAA"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_that_never_was_is_not_revoked() {
        given(REGISTERED)
                .when(new RevokeDeviceKey(METER, FIRST.kid(), ""))
                .thenRefused("key-unknown");
        given(REGISTERED, ENROLLED)
                .when(new RevokeDeviceKey(METER, FIRST.kid(), "stolen"))
                .thenEvents(new DeviceKeyRevoked(METER, FIRST.kid(), "stolen"));
    }

    private static EnrolDeviceKey enrol(DeviceSigner key, Caller caller) {
        return new EnrolDeviceKey(METER, key.kid(), key.publicKey(), caller);
    }

    private static RotateDeviceKey rotate(DeviceSigner by, DeviceSigner to, NodeId node) {
        return new RotateDeviceKey(METER, to.kid(), to.publicKey(), endorsement(by, to, node));
    }

    private static String endorsement(DeviceSigner by, DeviceSigner to, NodeId node) {
        var payload = new KeyEndorsement(to.kid(), to.publicKey()).bytes();
        var signed = by.sign(payload, KeyEndorsement.context(node));
        return Base64.getEncoder().encodeToString(signed.bytes());
    }

    private static Caller caller(String name, Role role) {
        return new Caller(name, "default", Set.of(role), Set.of());
    }
}
