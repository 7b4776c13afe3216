package dev.lekha.projection.privacy;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.privacy.PrivacyEvent;
import dev.lekha.kernel.privacy.PrivacyEvent.ErasureRequested;
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Whose erasure was requested and approved, by whom and on what ground. Key: the subject. */
@View(
        name = "erasures",
        capability = "privacy",
        fields = {"subject", "state", "requestedPosition", "approvedPosition"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class Erasures implements Projection<Erasures.Erasure> {
    /** {@code state} is {@code requested} or {@code erased}; what is not yet is empty or 0. */
    public record Erasure(
            String subject,
            String state,
            String ground,
            String reference,
            String requestedBy,
            String requestedAt,
            long requestedPosition,
            String approvedBy,
            String approvedAt,
            long approvedPosition) {
        Erasure approved(SubjectKeyDestroyed event, Fact fact) {
            return new Erasure(
                    subject,
                    "erased",
                    ground,
                    reference,
                    requestedBy,
                    requestedAt,
                    requestedPosition,
                    event.approvedBy(),
                    fact.recordedAt().toString(),
                    fact.position());
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof PrivacyEvent event
                ? List.of(event.subject().value())
                : List.of();
    }

    @Override
    public Optional<Erasure> apply(String key, Optional<Erasure> row, Fact fact) {
        return fact.event() instanceof PrivacyEvent event
                ? switch (event) {
                    case ErasureRequested(_, var ground, var reference, var by) ->
                            Optional.of(
                                    new Erasure(
                                            key,
                                            "requested",
                                            ground,
                                            reference,
                                            by,
                                            fact.recordedAt().toString(),
                                            fact.position(),
                                            "",
                                            "",
                                            0));
                    case SubjectKeyDestroyed destroyed ->
                            row.map(requested -> requested.approved(destroyed, fact));
                }
                : row;
    }
}
