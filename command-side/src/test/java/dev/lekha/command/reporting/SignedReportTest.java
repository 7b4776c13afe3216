package dev.lekha.command.reporting;

import static dev.lekha.command.Scenario.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.devices.DeviceSigner;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceChainForked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyEnrolled;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRevoked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRotated;
import dev.lekha.kernel.evidence.EvidenceEvent.OriginEvidenceStored;
import dev.lekha.kernel.evidence.Origin;
import dev.lekha.kernel.evidence.OriginStatement;
import dev.lekha.kernel.evidence.Receipts;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.ReportingEvent.ReportDuplicateIgnored;
import dev.lekha.kernel.reporting.SenMlPack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignedReportTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final NodeId METER = new NodeId("meter-1");
    private static final Caller SELF =
            new Caller("meter-1", "default", Set.of(Role.NODE), Set.of());
    private static final DeviceSigner KEY = DeviceSigner.of(SignatureAlgorithm.ED25519, "k1");
    private static final DeviceSigner NEXT = DeviceSigner.of(SignatureAlgorithm.ED25519, "k2");
    private static final NodeRegistered REGISTERED =
            new NodeRegistered(METER, NodeKind.DEVICE, "", "", "");
    private static final DeviceKeyEnrolled ENROLLED = enrolled(KEY);
    private static final DeviceKeyRevoked REVOKED = new DeviceKeyRevoked(METER, KEY.kid(), "");
    private static final DeviceKeyRotated ROTATED =
            new DeviceKeyRotated(METER, KEY.kid(), NEXT.kid(), NEXT.publicKey(), "");

    /** A message that the meter wrote, and what it says of it. */
    private record Message(int value, long counter, String previous) {
        static Message first(int value) {
            return new Message(value, 1, OriginStatement.NONE);
        }

        Message then(int next) {
            return new Message(next, counter + 1, statement().hash());
        }

        byte[] bytes() {
            return "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":%d}]".formatted(value).getBytes(UTF_8);
        }

        OriginStatement statement() {
            return new OriginStatement(Sha2.SHA_256.hex(bytes()), counter, previous);
        }

        Origin.Signed by(DeviceSigner key, NodeId node) {
            var signed = key.sign(statement().bytes(), OriginStatement.context(node));
            return new Origin.Signed(signed, statement(), bytes(), "application/senml+json");
        }
    }

    private static final Message ONE = Message.first(1);
    private static final Message TWO = ONE.then(2);
    private static final Message THREE = TWO.then(3);

    @ParameterizedTest
    @EnumSource
    @Requirement({"4.23", "7.4"})
    void evidence_and_report_are_stored_together_and_the_evidence_first(
            SignatureAlgorithm algorithm) {
        var key = DeviceSigner.of(algorithm, "k1");
        var origin = ONE.by(key, METER);
        var events = given(REGISTERED, enrolled(key)).when(report("r1", ONE, origin)).events();
        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isEqualTo(stored("r1", ONE, origin));
        assertThat(events.getLast()).isInstanceOf(ReportAccepted.class);
    }

    /** The history, and what becomes of the message that k1 has signed. */
    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(List.of(REGISTERED), "key-unknown"),
                Arguments.of(List.of(REGISTERED, enrolled(NEXT)), "key-unknown"),
                Arguments.of(List.of(REGISTERED, ENROLLED, REVOKED), "key-not-in-force"),
                Arguments.of(List.of(REGISTERED, ENROLLED, ROTATED), "key-not-in-force"),
                Arguments.of(
                        List.of(REGISTERED, ENROLLED, new NodeDeregistered(METER, "")),
                        "node-unknown"),
                Arguments.of(
                        List.of(REGISTERED, ENROLLED, new NodeDeregistered(METER, ""), REGISTERED),
                        "key-not-in-force"),
                Arguments.of(
                        List.of(
                                REGISTERED,
                                enrolled(DeviceSigner.of(SignatureAlgorithm.ED25519, "k1"))),
                        "signature-wrong"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    @Requirement({"4.15", "D.1"})
    void a_signature_by_a_key_that_is_not_in_force_is_refused(
            List<DomainEvent> history, String refusal) {
        given(history).when(report("r1", ONE, ONE.by(KEY, METER))).thenRefused(refusal);
    }

    @Test
    @Requirement("D.1")
    void what_a_key_signed_for_one_node_is_nothing_for_another() {
        given(REGISTERED, ENROLLED)
                .when(report("r1", ONE, ONE.by(KEY, new NodeId("meter-2"))))
                .thenRefused("signature-wrong");
    }

    @Test
    void what_was_stored_before_its_key_ended_is_known_again_after() {
        given(REGISTERED, ENROLLED, stored("r1", ONE), accepted("r1"), REVOKED)
                .when(report("r1", ONE, ONE.by(KEY, METER)))
                .thenEvents(new ReportDuplicateIgnored(METER, new RequestId("r1"), "mqtt"));
    }

    @Test
    void the_same_message_under_another_request_id_is_the_same_message() {
        given(REGISTERED, ENROLLED, stored("r1", ONE), accepted("r1"))
                .when(report("r2", ONE, ONE.by(KEY, METER)))
                .thenEvents(new ReportDuplicateIgnored(METER, new RequestId("r2"), "mqtt"));
    }

    @Test
    void a_rotated_key_goes_on_with_the_chain() {
        assertThat(types(List.of(REGISTERED, ENROLLED, stored("r1", ONE), ROTATED), TWO, NEXT))
                .containsExactly(OriginEvidenceStored.class, ReportAccepted.class);
    }

    @Test
    @Requirement("4.23")
    void two_messages_with_one_counter_are_both_kept_and_said_to_be_a_fork() {
        var other = ONE.then(9);
        var events =
                given(REGISTERED, ENROLLED, stored("r1", ONE), stored("r2", TWO))
                        .when(report("r9", other, other.by(KEY, METER)))
                        .events();
        assertThat(events)
                .contains(
                        new DeviceChainForked(
                                METER, 2, TWO.statement().hash(), other.statement().hash()));
        assertThat(events)
                .extracting(Object::getClass)
                .containsExactly(
                        OriginEvidenceStored.class, DeviceChainForked.class, ReportAccepted.class);
    }

    /** What is stored, what comes, and the counter where a fork shows; 0 for none. */
    static Stream<Arguments> chains() {
        var other = ONE.then(9);
        return Stream.of(
                Arguments.of(List.of(), ONE, 0L),
                Arguments.of(List.of(ONE), TWO, 0L),
                Arguments.of(List.of(ONE), THREE, 0L), // a gap, which the view shows
                Arguments.of(List.of(ONE, THREE), TWO, 0L), // and closes
                Arguments.of(List.of(THREE, TWO), ONE, 0L), // in any order
                Arguments.of(List.of(ONE, THREE), other, 2L), // three names another two
                Arguments.of(List.of(ONE, other), THREE, 2L), // which is not the one stored
                Arguments.of(List.of(ONE, TWO, other), THREE, 0L), // said before
                Arguments.of(List.of(ONE, TWO, other), other.then(3), 0L),
                Arguments.of(List.of(ONE), Message.first(7), 1L));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void each_message_is_held_against_its_neighbours(
            List<Message> before, Message message, long fork) {
        var history = new ArrayList<DomainEvent>(List.of(REGISTERED, ENROLLED));
        before.forEach(one -> history.add(stored("r" + one.value(), one)));
        var forks =
                given(history)
                        .when(report("new", message, message.by(KEY, METER)))
                        .events()
                        .stream()
                        .filter(DeviceChainForked.class::isInstance)
                        .map(event -> ((DeviceChainForked) event).counter())
                        .toList();
        assertThat(forks).isEqualTo(fork == 0 ? List.of() : List.of(fork));
    }

    @Test
    void a_fork_that_reuses_a_request_id_is_kept_too() {
        var other = Message.first(7);
        assertThat(
                        given(REGISTERED, ENROLLED, stored("r1", ONE), accepted("r1"))
                                .when(report("r1", other, other.by(KEY, METER)))
                                .events())
                .extracting(Object::getClass)
                .containsExactly(
                        OriginEvidenceStored.class,
                        DeviceChainForked.class,
                        ReportDuplicateIgnored.class);
    }

    @Test
    void an_unsigned_report_depends_on_nothing_but_the_registration() {
        var unsigned = report("r1", ONE, Origin.UNSIGNED);
        var signed = report("r1", ONE, ONE.by(KEY, METER));
        assertThat(unsigned.boundary().toString()).doesNotContain("DeviceKey");
        assertThat(signed.boundary().toString())
                .contains("DeviceKeyRevoked")
                .doesNotContain("OriginEvidenceStored");
    }

    private static List<Class<?>> types(
            List<DomainEvent> history, Message message, DeviceSigner key) {
        return given(history).when(report("r2", message, message.by(key, METER))).events().stream()
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    private static AcceptReport report(String request, Message message, Origin origin) {
        return AcceptReport.of(
                METER,
                new RequestId(request),
                "mqtt",
                "",
                Json.MAPPER.readValue(message.bytes(), SenMlPack.class),
                origin,
                NOW,
                SELF,
                "");
    }

    private static DeviceKeyEnrolled enrolled(DeviceSigner key) {
        return new DeviceKeyEnrolled(METER, key.kid(), key.publicKey());
    }

    private static ReportAccepted accepted(String request) {
        return new ReportAccepted(METER, new RequestId(request), "mqtt", "", List.of());
    }

    private static OriginEvidenceStored stored(String request, Message message) {
        return stored(request, message, message.by(KEY, METER));
    }

    private static OriginEvidenceStored stored(
            String request, Message message, Origin.Signed origin) {
        return new OriginEvidenceStored(
                METER,
                new RequestId(request),
                origin.evidence().kid(),
                message.counter(),
                message.statement().hash(),
                message.previous(),
                message.statement().commitment(),
                "application/senml+json",
                Base64.getEncoder().encodeToString(message.bytes()),
                Base64.getEncoder().encodeToString(origin.evidence().bytes()),
                NOW.plus(Receipts.PROOF_WITHIN));
    }
}
