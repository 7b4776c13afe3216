package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.naming.NameClass;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesDeclared;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Lets several nodes have one name of a class at the same time, such as private addresses (9.2).
 *
 * @param names {@code ipv4:10.0.0.0/8}, {@code name:spare-*}
 */
@Command(namespace = "registration", name = "DeclareReusableNames")
@AllowedTo(Role.OPERATOR)
public record DeclareReusableNames(NameClass names) implements Decision<ReusableNames> {
    public DeclareReusableNames {
        names = names.canonical();
    }

    @Override
    public EventCriteria boundary() {
        return ReusableNames.boundary(names.scheme().text());
    }

    @Override
    public ReusableNames initial() {
        return ReusableNames.NONE;
    }

    @Override
    public ReusableNames evolve(ReusableNames declared, DomainEvent event) {
        return declared.evolve(event);
    }

    @Override
    public Verdict decide(ReusableNames declared) {
        return declared.classes().contains(names)
                ? accept()
                : accept(new ReusableNamesDeclared(names));
    }
}
