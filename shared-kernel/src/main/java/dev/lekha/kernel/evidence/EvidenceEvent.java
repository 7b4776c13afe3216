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

    /**
     * A checkpoint of this log was stamped: all events up to its size are older than the token, and
     * this event is younger.
     *
     * @param size of the checkpoint, in events
     * @param root of the tree at that size, base 64
     * @param authority its name in the settings, {@code platform} for our own
     * @param token a TimeStampResp (RFC 3161) over the signed checkpoint, DER in base 64
     */
    @Event(namespace = "evidence", name = "CheckpointTimeStamped", version = "1")
    record CheckpointTimeStamped(long size, String root, String authority, String token)
            implements EvidenceEvent {}
}
