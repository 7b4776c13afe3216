package dev.lekha.command;

import dev.lekha.kernel.Tags;
import dev.lekha.kernel.access.AccessEvent.AccessGranted;
import dev.lekha.kernel.access.AccessEvent.AccessRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationRestricted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustGranted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationUnrestricted;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** What a command is about, as its boundary says, and the history that decides whose that is. */
final class Concern {
    private Concern() {}

    /** What the command is about: {@code node:id}, {@code group:id}, {@code application:id}. */
    static Set<String> entities(Question<?> question) {
        var entities = new TreeSet<String>();
        var own = question.caller().actor();
        for (var criterion : question.boundary().flatten()) {
            for (var tag : criterion.tags()) {
                switch (tag.key()) {
                    case Tags.NODE -> entities.add("node:" + tag.value());
                    case Tags.PRINCIPAL ->
                            entities.add(
                                    (tag.value().equals(own) ? "application:" : "node:")
                                            + tag.value());
                    case Tags.GROUP -> entities.add("group:" + tag.value());
                    case Tags.MEMBER -> entities.add(tag.value());
                    case Tags.APPLICATION_ENTITY -> entities.add("application:" + tag.value());
                    default -> {
                        // Nothing that is owned.
                    }
                }
            }
        }
        return entities;
    }

    /** All that is said of what an application may do. */
    static EventCriteria said(String application) {
        return Boundary.of(
                Tags.GRANTEE,
                application,
                ApplicationRestricted.class,
                ApplicationUnrestricted.class,
                ApplicationTrustGranted.class,
                ApplicationTrustRevoked.class,
                AccessGranted.class,
                AccessRevoked.class);
    }

    /** All that makes somebody the owner of an entity, or ends it. */
    static EventCriteria registered(String entity) {
        var name = entity.substring(entity.indexOf(':') + 1);
        return entity.startsWith("group:")
                ? Boundary.of(Tags.GROUP, name, GroupCreated.class, GroupDestroyed.class)
                : Boundary.of(
                        Tags.NODE,
                        name,
                        NodeProvisioned.class,
                        NodeRegistered.class,
                        NodeDeregistered.class,
                        NodeRetired.class);
    }
}
