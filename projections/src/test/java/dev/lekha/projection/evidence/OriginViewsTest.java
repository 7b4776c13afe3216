package dev.lekha.projection.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceChainForked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyEnrolled;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRevoked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRotated;
import dev.lekha.kernel.evidence.EvidenceEvent.OriginEvidenceStored;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.projection.Projection;
import dev.lekha.projection.evidence.DeviceChains.Chain;
import dev.lekha.projection.evidence.DeviceChains.Gap;
import dev.lekha.projection.evidence.DeviceKeyDirectory.Held;
import dev.lekha.projection.evidence.DeviceKeyDirectory.KeysOfNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OriginViewsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final NodeId METER = new NodeId("meter-1");
    private static final KeyId K1 = new KeyId("k1");
    private static final KeyId K2 = new KeyId("k2");
    private static final VerificationKey KEY =
            VerificationKey.read("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

    /** The row, the first event being at position 1. */
    private static <R extends Record> Optional<R> fold(
            Projection<R> view, String key, DomainEvent... events) {
        Optional<R> row = Optional.empty();
        for (var at = 0; at < events.length; at++) {
            var fact = new Fact(at + 1, "id", NOON, "anna", "default", events[at]);
            assertThat(view.keys(fact)).containsExactly(key);
            row = view.apply(key, row, fact);
        }
        return row;
    }

    private static Chain chain(DomainEvent... events) {
        return fold(new DeviceChains(), "meter-1", events).orElseThrow();
    }

    private static OriginEvidenceStored message(long counter) {
        return new OriginEvidenceStored(
                METER,
                new RequestId("r" + counter),
                K1,
                counter,
                "hash-" + counter,
                "hash-" + (counter - 1),
                "commitment",
                "",
                "",
                "",
                NOON);
    }

    @Test
    @Requirement("4.23")
    void keys_hold_from_a_position_until_a_position() {
        var row =
                fold(
                                new DeviceKeyDirectory(),
                                "meter-1",
                                new DeviceKeyEnrolled(METER, K1, KEY),
                                new DeviceKeyRotated(METER, K1, K2, KEY, ""),
                                new DeviceKeyRevoked(METER, K2, "lost"))
                        .orElseThrow();
        assertThat(row)
                .isEqualTo(
                        new KeysOfNode(
                                "meter-1",
                                "",
                                List.of(
                                        new Held(K1, "ED25519", KEY, 1, 2),
                                        new Held(K2, "ED25519", KEY, 2, 3))));
    }

    @Test
    void a_node_that_leaves_leaves_its_key_behind() {
        var view = new DeviceKeyDirectory();
        var row =
                fold(
                                view,
                                "meter-1",
                                new DeviceKeyEnrolled(METER, K1, KEY),
                                new NodeDeregistered(METER, ""))
                        .orElseThrow();
        assertThat(row.inForce()).isEmpty();
        assertThat(row.keys()).extracting(Held::until).containsExactly(2L);
        assertThat(fold(view, "meter-1", new NodeDeregistered(METER, ""))).isEmpty();
    }

    @Test
    void a_whole_chain_has_nothing_missing() {
        assertThat(chain(message(1), message(2), message(3)))
                .isEqualTo(new Chain("meter-1", 3, "hash-3", 0, List.of(), 0, 3));
    }

    @Test
    @Requirement("4.23")
    void a_gap_shows_and_closes_as_the_late_ones_come() {
        assertThat(chain(message(3)).gaps()).containsExactly(new Gap(1, 2));
        assertThat(chain(message(1), message(6)).gaps()).containsExactly(new Gap(2, 5));
        assertThat(chain(message(1), message(6)).missing()).isEqualTo(4);
        var closing = chain(message(1), message(6), message(4));
        assertThat(closing.gaps()).containsExactly(new Gap(2, 3), new Gap(5, 5));
        assertThat(closing.missing()).isEqualTo(3);
        var closed = chain(message(1), message(6), message(4), message(2), message(3), message(5));
        assertThat(closed).isEqualTo(new Chain("meter-1", 6, "hash-6", 0, List.of(), 0, 6));
    }

    @Test
    @Requirement("4.23")
    void a_fork_shows_and_is_no_gap() {
        var forked =
                chain(
                        message(1),
                        message(2),
                        message(1),
                        new DeviceChainForked(METER, 1, "a", "b"));
        assertThat(forked).isEqualTo(new Chain("meter-1", 2, "hash-2", 0, List.of(), 1, 4));
    }

    @Test
    void a_device_that_counts_wildly_does_not_make_a_row_grow_without_end() {
        var wild =
                chain(
                        LongStream.rangeClosed(1, 500)
                                .mapToObj(i -> message(2 * i))
                                .toArray(DomainEvent[]::new));
        assertThat(wild.missing()).isEqualTo(500);
        assertThat(wild.gaps()).hasSize(100).last().isEqualTo(new Gap(999, 999));
    }

    @Test
    void messages_stand_in_the_order_of_their_counters() {
        var row =
                fold(
                                new OriginEvidence(),
                                "meter-1/0000000000000000012/0000000000000000001",
                                message(12))
                        .orElseThrow();
        assertThat(row.position()).isEqualTo(1);
        assertThat(row.counter()).isEqualTo(12);
    }
}
