package dev.lekha.command.agreements;

import dev.lekha.command.Decision;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.agreements.AgreementId;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A command that depends on nothing but where one agreement stands. */
interface AgreementStep extends Decision<Agreement> {
    AgreementId agreement();

    @Override
    default EventCriteria boundary() {
        return Agreement.boundary(agreement());
    }

    @Override
    default Agreement initial() {
        return new Agreement.Absent();
    }

    @Override
    default Agreement evolve(Agreement state, DomainEvent event) {
        return state.evolve(event);
    }
}
