package dev.lekha.command.evidence;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.evidence.EvidenceEvent.ViewDigestsPublished;
import dev.lekha.kernel.evidence.ViewDigest;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Keeps what the views amounted to. Only the platform says so.
 *
 * @param revision of the code that kept them
 * @param views each at the position at which it stood
 */
@Command(namespace = "evidence", name = "RecordViewDigests")
@AllowedTo(Role.PLATFORM)
public record RecordViewDigests(String revision, List<ViewDigest> views)
        implements Decision<Boolean> {
    public RecordViewDigests {
        views = List.copyOf(views);
    }

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
        return accept(new ViewDigestsPublished(revision, views));
    }
}
