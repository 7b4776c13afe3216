package dev.lekha.command.context;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.context.ContextEvent.StaticInformationRecorded;
import dev.lekha.kernel.predicate.Qualities;
import dev.lekha.kernel.predicate.Quality;
import java.util.SortedMap;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says what a node is, in place of the version before, which stays known. The node need not have
 * come yet. The same again is no new version.
 */
@Command(namespace = "context", name = "RecordStaticInformation")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record RecordStaticInformation(NodeId node, SortedMap<String, Quality> information)
        implements Decision<Known> {
    public RecordStaticInformation {
        information = Qualities.checked(information);
    }

    @Override
    public EventCriteria boundary() {
        return Known.boundary(node);
    }

    @Override
    public Known initial() {
        return Known.NOTHING;
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return known.evolve(event);
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.expected()) {
            return refuse("node-unknown", node + " is neither provisioned nor registered.");
        }
        return known.version() > 0 && known.information().equals(information)
                ? accept()
                : accept(new StaticInformationRecorded(node, known.version() + 1, information));
    }
}
