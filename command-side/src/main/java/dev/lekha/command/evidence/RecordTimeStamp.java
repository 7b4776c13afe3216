package dev.lekha.command.evidence;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.evidence.EvidenceEvent.CheckpointTimeStamped;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Keeps the token that an authority gave for a checkpoint. Only the platform says so.
 *
 * @param size of the checkpoint, in events
 * @param root of the tree at that size, base 64
 * @param authority its name in the settings
 * @param token a TimeStampResp (RFC 3161), DER in base 64
 */
@Command(namespace = "evidence", name = "RecordTimeStamp")
@AllowedTo(Role.PLATFORM)
public record RecordTimeStamp(long size, String root, String authority, String token)
        implements Decision<Boolean> {
    @Override
    public EventCriteria boundary() {
        return Boundary.NOTHING;
    }

    @Override
    public Boolean initial() {
        return true;
    }

    @Override
    public Boolean evolve(Boolean state, DomainEvent event) {
        return state;
    }

    @Override
    public Verdict decide(Boolean state) {
        return accept(new CheckpointTimeStamped(size, root, authority, token));
    }
}
