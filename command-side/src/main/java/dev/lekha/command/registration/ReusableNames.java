package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.naming.NameClass;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesDeclared;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesWithdrawn;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** The classes of one scheme whose names several nodes may have at the same time (9.2). */
record ReusableNames(Set<NameClass> classes) {
    static final ReusableNames NONE = new ReusableNames(Set.of());

    static EventCriteria boundary(String scheme) {
        return Boundary.of(
                Tags.NAME_SCHEME,
                scheme,
                ReusableNamesDeclared.class,
                ReusableNamesWithdrawn.class);
    }

    boolean include(Name name) {
        return classes.stream().anyMatch(those -> those.includes(name));
    }

    ReusableNames evolve(DomainEvent event) {
        var changed = new HashSet<>(classes);
        var isOther =
                switch (event) {
                    case ReusableNamesDeclared declared -> changed.add(declared.names());
                    case ReusableNamesWithdrawn withdrawn -> changed.remove(withdrawn.names());
                    default -> false;
                };
        return isOther ? new ReusableNames(Set.copyOf(changed)) : this;
    }
}
