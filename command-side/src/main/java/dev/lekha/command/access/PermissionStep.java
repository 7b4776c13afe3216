package dev.lekha.command.access;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.access.AccessEvent.AccessGranted;
import dev.lekha.kernel.access.AccessEvent.AccessRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationRestricted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustGranted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationUnrestricted;
import dev.lekha.kernel.access.Permissions;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A decision on what one application may do. */
interface PermissionStep extends Decision<Permissions> {
    ApplicationEntityId application();

    @Override
    default EventCriteria boundary() {
        return Boundary.of(
                Tags.GRANTEE,
                application().value(),
                ApplicationRestricted.class,
                ApplicationUnrestricted.class,
                ApplicationTrustGranted.class,
                ApplicationTrustRevoked.class,
                AccessGranted.class,
                AccessRevoked.class);
    }

    @Override
    default Permissions initial() {
        return Permissions.NONE;
    }

    @Override
    default Permissions evolve(Permissions known, DomainEvent event) {
        return known.evolve(event);
    }
}
