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
 * Lets a name of the class be given only while nobody has it; who has one keeps it.
 *
 * @param names {@code ipv4:10.0.0.0/8}, {@code name:spare-*}
 */
@Command(namespace = "registration", name = "WithdrawReusableNames")
@AllowedTo(Role.OPERATOR)
public record WithdrawReusableNames(NameClass names) implements Decision<Set<NameClass>> {
    public WithdrawReusableNames {
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
        return !declared.contains(names) ? accept() : accept(new ReusableNamesWithdrawn(names));
    }
}
