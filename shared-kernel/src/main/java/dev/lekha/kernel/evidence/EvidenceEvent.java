package dev.lekha.kernel.evidence;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What is kept so that it cannot be denied later. */
public sealed interface EvidenceEvent extends DomainEvent {
    /**
     * A command was refused; who asked is in the metadata.
     *
     * @param code stable, as the asker was told
     * @param sentence as the asker was told
     */
    @Event(namespace = "evidence", name = "CommandRefused", version = "1")
    record CommandRefused(
            String capability, String command, String kind, String code, String sentence)
            implements EvidenceEvent {}

    /**
     * A checkpoint of this log was stamped: all events up to its size are older than the token, and
     * this event is younger.
     *
     * @param size of the checkpoint, in events
     * @param root of the tree at that size, base 64
     * @param authority its name in the settings, {@code platform} for our own
     * @param token a TimeStampResp (RFC 3161) over the signed checkpoint, DER in base 64
     */
    @Event(namespace = "evidence", name = "CheckpointTimeStamped", version = "1")
    record CheckpointTimeStamped(long size, String root, String authority, String token)
            implements EvidenceEvent {}

    /**
     * What the rows of the views amounted to, so that whoever replays the log with the same code
     * can tell whether they came from it.
     *
     * @param revision of the code that kept the views, empty where it is not known
     */
    @Event(namespace = "evidence", name = "ViewDigestsPublished", version = "1")
    record ViewDigestsPublished(String revision, List<ViewDigest> views) implements EvidenceEvent {
        public ViewDigestsPublished {
            views = List.copyOf(views);
        }
    }

    /**
     * The first keys of a role, and the root by whose word they may change.
     *
     * @param role {@code log}, {@code seal} or {@code time-stamping}
     * @param statement signed by the keys, as {@code infra/docs/formats/keys.md} draws it
     */
    @Event(namespace = "evidence", name = "KeyIntroduced", version = "1")
    record KeyIntroduced(String role, String statement) implements EvidenceEvent {}

    /**
     * From here on other keys sign: for the role {@code log}, every checkpoint that covers this
     * event; for {@code time-stamping}, every token over one.
     *
     * @param role {@code log}, {@code seal} or {@code time-stamping}
     * @param number 2 for the first rotation, and one more with each
     * @param statement signed by the old keys, the new and the root
     */
    @Event(namespace = "evidence", name = "KeyRotated", version = "1")
    record KeyRotated(String role, long number, String statement) implements EvidenceEvent {}

    /** From here on the node's signatures are checked by this key. */
    @Event(namespace = "evidence", name = "DeviceKeyEnrolled", version = "1")
    record DeviceKeyEnrolled(
            @EventTag(key = Tags.NODE) NodeId node, KeyId kid, VerificationKey publicKey)
            implements EvidenceEvent {}

    /**
     * From here on another key of the node is in force, and the one before is not.
     *
     * @param kid of the one before
     * @param endorsement what that one signed, a COSE_Sign1 over a {@link KeyEndorsement}, base64
     */
    @Event(namespace = "evidence", name = "DeviceKeyRotated", version = "1")
    record DeviceKeyRotated(
            @EventTag(key = Tags.NODE) NodeId node,
            KeyId kid,
            KeyId successor,
            VerificationKey publicKey,
            String endorsement)
            implements EvidenceEvent {}

    /** From here on the key signs nothing; what it signed before stands. */
    @Event(namespace = "evidence", name = "DeviceKeyRevoked", version = "1")
    record DeviceKeyRevoked(@EventTag(key = Tags.NODE) NodeId node, KeyId kid, String reason)
            implements EvidenceEvent {}

    /**
     * A message is its node's and cannot be denied (ISO/IEC 13888 NRO): the signature held by the
     * key in force at this position.
     *
     * @param request what the message was sent as
     * @param kid of the key
     * @param counter place in the node's chain
     * @param hash of the statement, hex
     * @param previous hash that the statement names, hex
     * @param commitment SHA-256 of the message, hex
     * @param contentType of the message, or empty
     * @param message as it was sent, base64
     * @param evidence the COSE_Sign1, base64
     * @param proofBy when its inclusion in the log is to be provable
     */
    @Event(namespace = "evidence", name = "OriginEvidenceStored", version = "1")
    record OriginEvidenceStored(
            @EventTag(key = Tags.NODE) NodeId node,
            RequestId request,
            KeyId kid,
            long counter,
            String hash,
            String previous,
            String commitment,
            String contentType,
            String message,
            String evidence,
            Instant proofBy)
            implements EvidenceEvent {
        @EventTag(key = Tags.REQUEST)
        public String requestKey() {
            return ReportAccepted.key(node, request);
        }

        /** Its own place and the one before, of which it tells as well. */
        @EventTag(key = Tags.EVIDENCE)
        public List<String> places() {
            return List.of(place(node, counter), place(node, counter - 1));
        }

        public static String place(NodeId node, long counter) {
            return node + "/" + counter;
        }
    }

    /**
     * A node has signed two statements with one counter, so one of its histories is false. Both are
     * kept.
     *
     * @param counter that both have
     * @param known hash of the one, as stored or as its successor names it, hex
     * @param other hash of the other, hex
     */
    @Event(namespace = "evidence", name = "DeviceChainForked", version = "1")
    record DeviceChainForked(
            @EventTag(key = Tags.NODE) NodeId node, long counter, String known, String other)
            implements EvidenceEvent {}
}
