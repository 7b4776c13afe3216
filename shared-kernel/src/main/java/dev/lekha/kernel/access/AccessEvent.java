package dev.lekha.kernel.access;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What an application may do beyond what is its own. Ends are ISO 8601, or empty for none. */
public sealed interface AccessEvent extends DomainEvent {
    @EventTag(key = Tags.GRANTEE)
    ApplicationEntityId application();

    /** From now on it may do what it was granted, and deal with what it owns, and no more. */
    @Event(namespace = "access", name = "ApplicationRestricted", version = "1")
    record ApplicationRestricted(ApplicationEntityId application) implements AccessEvent {}

    /** It may again do all that its role may. */
    @Event(namespace = "access", name = "ApplicationUnrestricted", version = "1")
    record ApplicationUnrestricted(ApplicationEntityId application) implements AccessEvent {}

    @Event(namespace = "access", name = "AccessGranted", version = "1")
    record AccessGranted(
            ApplicationEntityId application,
            GrantId grant,
            SortedSet<Action> actions,
            Scope scope,
            String until)
            implements AccessEvent {
        public AccessGranted {
            actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
        }
    }

    /**
     * @param reason {@code ended} where its time had come
     */
    @Event(namespace = "access", name = "AccessRevoked", version = "1")
    record AccessRevoked(ApplicationEntityId application, GrantId grant, String reason)
            implements AccessEvent {}

    /** Within these capabilities it is not asked for grants (4.13). */
    @Event(namespace = "access", name = "ApplicationTrustGranted", version = "1")
    record ApplicationTrustGranted(
            ApplicationEntityId application, SortedSet<String> capabilities, String until)
            implements AccessEvent {
        public ApplicationTrustGranted {
            capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
        }
    }

    /**
     * @param reason {@code ended} where its time had come
     */
    @Event(namespace = "access", name = "ApplicationTrustRevoked", version = "1")
    record ApplicationTrustRevoked(ApplicationEntityId application, String reason)
            implements AccessEvent {}
}
