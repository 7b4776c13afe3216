package dev.lekha.command.registration;

import dev.lekha.command.Decision;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.Name;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** What is decided from who has a name, and which names the holder has. */
interface NameStep extends Decision<Naming> {
    Holder holder();

    Name name();

    /** Within which the name is unique. */
    String scope();

    @Override
    default EventCriteria boundary() {
        return NameBoundary.of(holder(), name(), scope());
    }

    @Override
    default Naming initial() {
        return Naming.FREE;
    }

    @Override
    default Naming evolve(Naming naming, DomainEvent event) {
        return naming.evolve(event);
    }

    /** Nodes have commands of their own, which say {@code node}. */
    static void requireEntity(Holder holder) {
        if (holder.kind() == Holder.Kind.NODE) {
            throw new IllegalArgumentException("an entity reads application:id or group:id");
        }
    }
}
