package dev.lekha.command.provisioning;

import dev.lekha.command.Decision;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.provisioning.ImportId;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A command that depends on nothing but how far one import has come. */
interface ImportStep extends Decision<Import> {
    ImportId importId();

    @Override
    default EventCriteria boundary() {
        return Import.boundary(importId());
    }

    @Override
    default Import initial() {
        return new Import.Absent();
    }

    @Override
    default Import evolve(Import state, DomainEvent event) {
        return state.evolve(event);
    }

    /** The same step again finds that it was taken. */
    @Override
    default boolean knowsRepeats() {
        return true;
    }
}
