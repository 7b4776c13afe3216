package dev.lekha.kernel.evidence;

import dev.lekha.kernel.DomainEvent;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What is kept so that it cannot be denied later. */
public sealed interface EvidenceEvent extends DomainEvent {
    /**
     * A command was refused; who asked is in the metadata.
     *
     * @param code stable, as the asker was told
     * @param sentence as the asker was told
     */
    @Event(namespace = "evidence", name = "CommandRefused", version = "1")
    record CommandRefused(
            String capability, String command, String kind, String code, String sentence)
            implements EvidenceEvent {}
}
