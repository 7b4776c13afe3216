package dev.lekha.command.agreements;

import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementAccepted;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementEnded;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementProposed;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementRejected;
import dev.lekha.kernel.agreements.AgreementId;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Where an agreement stands. */
sealed interface Agreement {
    /** None of that id. */
    record Absent() implements Agreement {}

    record Proposed(AgreementProposed terms) implements Agreement {}

    record InForce(AgreementProposed terms) implements Agreement {}

    /** Rejected or ended, for good. */
    record Closed(AgreementProposed terms) implements Agreement {}

    static EventCriteria boundary(AgreementId id) {
        return Boundary.of(
                Tags.AGREEMENT,
                id.value(),
                AgreementProposed.class,
                AgreementAccepted.class,
                AgreementRejected.class,
                AgreementEnded.class);
    }

    default Agreement evolve(DomainEvent event) {
        return switch (event) {
            case AgreementProposed terms -> new Proposed(terms);
            case AgreementAccepted _ when this instanceof Proposed(var terms) -> new InForce(terms);
            case AgreementRejected _ when this instanceof Proposed(var terms) -> new Closed(terms);
            case AgreementEnded _ when this instanceof Proposed(var terms) -> new Closed(terms);
            case AgreementEnded _ when this instanceof InForce(var terms) -> new Closed(terms);
            default -> this;
        };
    }

    static Verdict unknown(AgreementId id) {
        return refuse("agreement-unknown", "There is no agreement " + id + ".");
    }

    static Verdict closed(AgreementId id) {
        return refuse("agreement-closed", id + " was rejected or has ended.");
    }

    /** No, unless an operator asks or whoever the agreement makes the counterparty. */
    static Optional<Verdict> notForCounterparty(Caller caller, AgreementProposed terms) {
        return caller.is(Role.OPERATOR) || caller.actor().equals(terms.counterparty().value())
                ? Optional.empty()
                : Optional.of(
                        refuse(
                                "not-the-counterparty",
                                "Only " + terms.counterparty() + " may answer."));
    }

    static boolean isOver(AgreementProposed terms, Instant at) {
        return !terms.until().isEmpty() && !at.isBefore(Instant.parse(terms.until()));
    }
}
