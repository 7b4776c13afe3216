package dev.lekha.command.agreements;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementEnded;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementProposed;
import dev.lekha.kernel.agreements.AgreementId;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Ends what is in force, by either side; the proposer takes an offer back with it. */
@Command(namespace = "agreements", name = "EndAgreement")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record EndAgreement(
        AgreementId agreement,
        @Omittable String reason,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements AgreementStep {
    @Override
    public Verdict decide(Agreement state) {
        return switch (state) {
            case Agreement.Absent() -> Agreement.unknown(agreement);
            case Agreement.Closed _ -> accept();
            case Agreement.InForce(var terms) -> ended(terms);
            case Agreement.Proposed(var terms) -> ended(terms);
        };
    }

    private Verdict ended(AgreementProposed terms) {
        var isSide =
                caller.actor().equals(terms.proposer().value())
                        || caller.actor().equals(terms.counterparty().value());
        return isSide || caller.is(Role.OPERATOR)
                ? accept(
                        new AgreementEnded(
                                agreement,
                                terms.proposer(),
                                terms.counterparty(),
                                caller.actor(),
                                reason))
                : refuse("not-a-side", caller.actor() + " is no side of " + agreement + ".");
    }
}
