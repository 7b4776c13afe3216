package dev.lekha.projection.evidence;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.evidence.EvidenceEvent.CommandRefused;
import dev.lekha.kernel.reporting.ReportingEvent.FaultyInformationReceived;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was refused and what came faulty, with who sent it and why it was not taken. Key: position.
 */
@View(
        name = "refused-input",
        capability = "evidence",
        fields = {"source", "reason", "door", "recordedAt"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class RefusedInput implements Projection<RefusedInput.Refusal> {
    /**
     * @param door {@code mqtt}, {@code http} …, or {@code command} where a rule refused
     * @param subject the command, or the digest of the bytes
     * @param sample first bytes, base64url
     */
    public record Refusal(
            String source,
            String door,
            String reason,
            String diagnostics,
            String subject,
            String sample,
            Instant recordedAt,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case FaultyInformationReceived _, CommandRefused _ ->
                    List.of(String.format(Locale.ROOT, "%016d", fact.position()));
            default -> List.of();
        };
    }

    @Override
    public Optional<Refusal> apply(String key, Optional<Refusal> row, Fact fact) {
        return switch (fact.event()) {
            case FaultyInformationReceived e ->
                    Optional.of(
                            new Refusal(
                                    e.source(),
                                    e.door(),
                                    e.reason(),
                                    e.diagnostics(),
                                    e.digest(),
                                    e.sample(),
                                    fact.recordedAt(),
                                    fact.position()));
            case CommandRefused e ->
                    Optional.of(
                            new Refusal(
                                    fact.actor(),
                                    "command",
                                    e.code(),
                                    e.sentence(),
                                    e.capability() + "/" + e.command(),
                                    "",
                                    fact.recordedAt(),
                                    fact.position()));
            default -> row;
        };
    }
}
