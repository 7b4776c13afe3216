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
import dev.lekha.kernel.agreements.AgreementEvent.AgreementRejected;
import dev.lekha.kernel.agreements.AgreementId;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Says no to an offer, for good. */
@Command(namespace = "agreements", name = "RejectAgreement")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record RejectAgreement(
        AgreementId agreement,
        @Omittable String reason,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements AgreementStep {
    @Override
    public Verdict decide(Agreement state) {
        return switch (state) {
            case Agreement.Absent() -> Agreement.unknown(agreement);
            case Agreement.Closed _ -> Agreement.closed(agreement);
            case Agreement.InForce _ ->
                    refuse("agreement-in-force", agreement + " is in force; it can be ended.");
            case Agreement.Proposed(var terms) ->
                    Agreement.notForCounterparty(caller, terms)
                            .orElseGet(() ->
                                    accept(
                                            new AgreementRejected(
                                                    agreement,
                                                    terms.proposer(),
                                                    terms.counterparty(),
                                                    reason)));
        };
    }
}
