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
import dev.lekha.kernel.agreements.AgreementEvent.AgreementEnded;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementProposed;
import dev.lekha.kernel.agreements.AgreementId;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Ends an agreement, or an offer, whose time has come. */
@Command(namespace = "agreements", name = "ExpireAgreement")
@AllowedTo(Role.PLATFORM)
public record ExpireAgreement(
        AgreementId agreement,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements AgreementStep {
    @Override
    public Verdict decide(Agreement state) {
        return switch (state) {
            case Agreement.Absent() -> Agreement.unknown(agreement);
            case Agreement.Closed _ -> accept();
            case Agreement.InForce(var terms) -> expired(terms);
            case Agreement.Proposed(var terms) -> expired(terms);
        };
    }

    private Verdict expired(AgreementProposed terms) {
        return Agreement.isOver(terms, receivedAt)
                ? accept(
                        new AgreementEnded(
                                agreement,
                                terms.proposer(),
                                terms.counterparty(),
                                Caller.PLATFORM.actor(),
                                "its time had come"))
                : refuse("not-due", "It is not " + terms.until() + " yet.");
    }
}
