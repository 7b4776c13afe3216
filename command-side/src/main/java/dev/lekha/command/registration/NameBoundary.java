package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.naming.Scheme;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameBound;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameReleased;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRetired;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/*
 * The boundary of a name that only one may have is the name in its scope: whoever binds it at the same time conflicts
 * (R1). A name that many share by its scheme, such as a place, would make that boundary long and busy for nothing:
 * there it is the holder's own names.
 */

/** The history that decides whether a holder may have a name. */
final class NameBoundary {
    private NameBoundary() {}

    static EventCriteria of(Holder holder, Name name, String scope) {
        var scheme = name.value().substring(0, name.value().indexOf(':'));
        var names =
                scheme.equals(Scheme.PLACE.text())
                        ? named(tag(holder), holder.id())
                        : named(Tags.NAME, name.within(scope));
        return EventCriteria.either(names, life(holder), ReusableNames.boundary(scheme));
    }

    private static EventCriteria named(String tag, String value) {
        return Boundary.of(
                tag,
                value,
                NameBound.class,
                NameReleased.class,
                EntityNameBound.class,
                EntityNameReleased.class);
    }

    private static String tag(Holder holder) {
        return switch (holder.kind()) {
            case NODE -> Tags.NODE;
            case APPLICATION -> Tags.APPLICATION_ENTITY;
            case GROUP -> Tags.GROUP;
        };
    }

    private static EventCriteria life(Holder holder) {
        return switch (holder.kind()) {
            case NODE ->
                    Boundary.of(
                            tag(holder),
                            holder.id(),
                            NodeProvisioned.class,
                            NodeRegistered.class,
                            NodeDeregistered.class,
                            NodeRetired.class);
            case APPLICATION ->
                    Boundary.of(
                            tag(holder),
                            holder.id(),
                            ApplicationEntityRegistered.class,
                            ApplicationEntityDeregistered.class,
                            ApplicationEntityRetired.class);
            case GROUP ->
                    Boundary.of(tag(holder), holder.id(), GroupCreated.class, GroupDestroyed.class);
        };
    }
}
