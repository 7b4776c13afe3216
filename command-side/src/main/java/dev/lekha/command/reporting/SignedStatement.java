package dev.lekha.command.reporting;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.evidence.ChainLinks;
import dev.lekha.kernel.evidence.DeviceKeys;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyEnrolled;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRevoked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRotated;
import dev.lekha.kernel.evidence.EvidenceEvent.OriginEvidenceStored;
import dev.lekha.kernel.evidence.Origin;
import dev.lekha.kernel.evidence.OriginStatement;
import dev.lekha.kernel.evidence.Receipts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** What a node signed about one report: what decides whether it holds, and what is kept of it. */
record SignedStatement(NodeId node, RequestId request, Origin.Signed signed, Instant receivedAt) {
    static EventCriteria keys(NodeId node) {
        return Boundary.of(
                Tags.NODE,
                node.value(),
                DeviceKeyEnrolled.class,
                DeviceKeyRotated.class,
                DeviceKeyRevoked.class);
    }

    /** Its place in the node's chain, and the one before. */
    static EventCriteria places(NodeId node, Origin.Signed signed) {
        var counter = signed.statement().counter();
        return EventCriteria.either(at(node, counter), at(node, counter - 1));
    }

    private static EventCriteria at(NodeId node, long counter) {
        var place = OriginEvidenceStored.place(node, counter);
        return Boundary.of(Tags.EVIDENCE, place, OriginEvidenceStored.class);
    }

    /** What was stored before needs no key now: it was signed when its key was in force. */
    boolean isStored(ChainLinks links) {
        return links.holds(signed.statement());
    }

    DeviceKeys.Standing standing(DeviceKeys keys) {
        return keys.judge(signed.evidence(), OriginStatement.context(node));
    }

    /** The evidence, and the forks that it shows. */
    List<DomainEvent> events(ChainLinks links) {
        var events = new ArrayList<DomainEvent>();
        events.add(evidence());
        events.addAll(links.forks(node, signed.statement()));
        return events;
    }

    private OriginEvidenceStored evidence() {
        var statement = signed.statement();
        var base64 = Base64.getEncoder();
        return new OriginEvidenceStored(
                node,
                request,
                signed.evidence().kid(),
                statement.counter(),
                statement.hash(),
                statement.previous(),
                statement.commitment(),
                signed.contentType(),
                base64.encodeToString(signed.message()),
                base64.encodeToString(signed.evidence().bytes()),
                receivedAt.plus(Receipts.PROOF_WITHIN).truncatedTo(ChronoUnit.MICROS));
    }
}
