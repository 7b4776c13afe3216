package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.naming.NameClass;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesDeclared;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesWithdrawn;
import java.util.Set;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Lets several nodes have one name of a class at the same time, such as private addresses (9.2).
 *
 * @param names {@code ipv4:10.0.0.0/8}, {@code name:spare-*}
 */
@Command(namespace = "registration", name = "DeclareReusableNames")
@AllowedTo(Role.OPERATOR)
public record DeclareReusableNames(NameClass names) implements Decision<Set<NameClass>> {
    public DeclareReusableNames {
        names = names.canonical();
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(
                Tags.NAME_SCHEME,
                names.scheme().text(),
                ReusableNamesDeclared.class,
                ReusableNamesWithdrawn.class);
    }

    @Override
    public Set<NameClass> initial() {
        return Set.of();
    }

    @Override
    public Set<NameClass> evolve(Set<NameClass> declared, DomainEvent event) {
        return switch (event) {
            case ReusableNamesDeclared more -> Naming.with(declared, more.names());
            case ReusableNamesWithdrawn fewer -> Naming.without(declared, fewer.names());
            default -> declared;
        };
    }

    @Override
    public Verdict decide(Set<NameClass> declared) {
        return declared.contains(names) ? accept() : accept(new ReusableNamesDeclared(names));
    }
}
