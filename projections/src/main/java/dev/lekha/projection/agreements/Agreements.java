package dev.lekha.projection.agreements;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.agreements.AgreementEvent;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementAccepted;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementEnded;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementProposed;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementRejected;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Every agreement of two applications, as it stands. Key: its id. */
@View(
        name = Agreements.NAME,
        capability = "agreements",
        fields = {"proposer", "counterparty", "state"},
        readers = {Role.OPERATOR, Role.AUDITOR},
        parties = {"proposer", "counterparty"})
public final class Agreements implements Projection<Agreements.Agreement> {
    public static final String NAME = "agreements";
    public static final String IN_FORCE = "in-force";

    /**
     * @param given what the counterparty may hear of the proposer; {@code wanted} the other way
     * @param state {@code proposed}, {@code in-force}, {@code rejected} or {@code ended}
     * @param until ISO 8601, or empty
     * @param reason why it was rejected or ended, or empty
     * @param position of the last change
     */
    public record Agreement(
            String agreement,
            String proposer,
            String counterparty,
            SortedSet<String> given,
            SortedSet<String> wanted,
            String until,
            String state,
            String reason,
            long position) {
        Agreement now(String next, String why, long at) {
            return new Agreement(
                    agreement, proposer, counterparty, given, wanted, until, next, why, at);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof AgreementEvent e
                ? List.of(e.agreement().value())
                : List.of();
    }

    @Override
    public Optional<Agreement> apply(String key, Optional<Agreement> row, Fact fact) {
        return fact.event() instanceof AgreementEvent event
                ? changed(event, row, fact.position())
                : row;
    }

    private static Optional<Agreement> changed(
            AgreementEvent event, Optional<Agreement> row, long at) {
        return switch (event) {
            case AgreementProposed e ->
                    Optional.of(
                            new Agreement(
                                    e.agreement().value(),
                                    e.proposer().value(),
                                    e.counterparty().value(),
                                    e.given(),
                                    e.wanted(),
                                    e.until(),
                                    "proposed",
                                    "",
                                    at));
            case AgreementAccepted _ -> row.map(one -> one.now(IN_FORCE, "", at));
            case AgreementRejected e -> row.map(one -> one.now("rejected", e.reason(), at));
            case AgreementEnded e -> row.map(one -> one.now("ended", e.reason(), at));
        };
    }
}
