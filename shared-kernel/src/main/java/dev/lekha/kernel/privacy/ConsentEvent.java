package dev.lekha.kernel.privacy;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Who may read which context of a node, and what for (4.33). */
public sealed interface ConsentEvent extends DomainEvent {
    @EventTag(key = Tags.NODE)
    NodeId node();

    ContextName what();

    /** From here on it is shown to nobody without consent, whoever said it and whenever. */
    @Event(namespace = "privacy", name = "ConsentRequired", version = "1")
    record ConsentRequired(NodeId node, ContextName what) implements ConsentEvent {}

    /**
     * One may read it, in place of what the same one was given before.
     *
     * @param purposes for which it may be read
     * @param until ISO 8601, or empty for as long as it is not withdrawn
     */
    @Event(namespace = "privacy", name = "ConsentGiven", version = "1")
    record ConsentGiven(
            NodeId node,
            ContextName what,
            ConsentRecipient to,
            SortedSet<String> purposes,
            String until)
            implements ConsentEvent {
        public ConsentGiven {
            purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
        }
    }

    /** One may read it no more. */
    @Event(namespace = "privacy", name = "ConsentWithdrawn", version = "1")
    record ConsentWithdrawn(NodeId node, ContextName what, ConsentRecipient to)
            implements ConsentEvent {}
}
