package dev.lekha.command.agreements;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementAccepted;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementProposed;
import dev.lekha.kernel.agreements.AgreementId;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Takes an offer; from then on the agreement is in force. */
@Command(namespace = "agreements", name = "AcceptAgreement")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record AcceptAgreement(
        AgreementId agreement,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements AgreementStep {
    @Override
    public Verdict decide(Agreement state) {
        return switch (state) {
            case Agreement.Absent() -> Agreement.unknown(agreement);
            case Agreement.Closed _ -> Agreement.closed(agreement);
            case Agreement.InForce(var terms) ->
                    Agreement.notForCounterparty(caller, terms).orElseGet(() -> accept());
            case Agreement.Proposed(var terms) ->
                    Agreement.notForCounterparty(caller, terms).orElseGet(() -> accepted(terms));
        };
    }

    private Verdict accepted(AgreementProposed terms) {
        return Agreement.isOver(terms, receivedAt)
                ? refuse("agreement-over", "Its time ended at " + terms.until() + ".")
                : accept(new AgreementAccepted(agreement, terms.proposer(), terms.counterparty()));
    }
}
