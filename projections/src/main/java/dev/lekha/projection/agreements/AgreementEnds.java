package dev.lekha.projection.agreements;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementEnded;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementProposed;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementRejected;
import dev.lekha.projection.Due;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agreements that end by themselves, and when. Key: the agreement. */
@View(
        name = "agreement-ends",
        capability = "agreements",
        fields = Due.FIELD,
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class AgreementEnds implements Projection<AgreementEnds.End> {
    public record End(String agreement, String dueAt) implements Due {
        @Override
        public String capability() {
            return "agreements";
        }

        @Override
        public String command() {
            return "ExpireAgreement";
        }

        @Override
        public Map<String, Object> body() {
            return Map.of("agreement", agreement);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case AgreementProposed e -> List.of(e.agreement().value());
            case AgreementRejected e -> List.of(e.agreement().value());
            case AgreementEnded e -> List.of(e.agreement().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<End> apply(String key, Optional<End> row, Fact fact) {
        return fact.event() instanceof AgreementProposed e && !e.until().isEmpty()
                ? Optional.of(new End(key, Due.text(Instant.parse(e.until()))))
                : Optional.empty();
    }
}
