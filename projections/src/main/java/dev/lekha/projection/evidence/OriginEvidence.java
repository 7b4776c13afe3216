package dev.lekha.projection.evidence;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.evidence.EvidenceEvent.OriginEvidenceStored;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The signed messages that are in the log, without their bytes. Key: node, counter (19 digits) and
 * position (19 digits), with slashes between.
 */
@View(
        name = "origin-evidence",
        capability = "evidence",
        fields = {"node", "counter", "request", "hash", "position"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class OriginEvidence implements Projection<OriginEvidence.Message> {
    /**
     * @param hash of the statement, hex; {@code previous} is that of the one before
     * @param commitment SHA-256 of the message, hex
     * @param position of the event that holds message and evidence
     * @param proofBy when its inclusion was promised to be provable
     */
    public record Message(
            String node,
            long counter,
            String request,
            String kid,
            String hash,
            String previous,
            String commitment,
            long position,
            Instant recordedAt,
            Instant proofBy) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof OriginEvidenceStored e
                ? List.of(
                        String.format(
                                Locale.ROOT,
                                "%s/%019d/%019d",
                                e.node(),
                                e.counter(),
                                fact.position()))
                : List.of();
    }

    @Override
    public Optional<Message> apply(String key, Optional<Message> row, Fact fact) {
        return fact.event() instanceof OriginEvidenceStored e
                ? Optional.of(
                        new Message(
                                e.node().value(),
                                e.counter(),
                                e.request().value(),
                                e.kid().value(),
                                e.hash(),
                                e.previous(),
                                e.commitment(),
                                fact.position(),
                                fact.recordedAt(),
                                e.proofBy()))
                : row;
    }
}
