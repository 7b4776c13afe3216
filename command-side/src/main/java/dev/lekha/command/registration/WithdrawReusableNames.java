package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.naming.NameClass;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesWithdrawn;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Lets a name of the class be given only while nobody has it; who has one keeps it.
 *
 * @param names {@code ipv4:10.0.0.0/8}, {@code name:spare-*}
 */
@Command(namespace = "registration", name = "WithdrawReusableNames")
@AllowedTo(Role.OPERATOR)
public record WithdrawReusableNames(NameClass names) implements Decision<ReusableNames> {
    public WithdrawReusableNames {
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
        return !declared.classes().contains(names)
                ? accept()
                : accept(new ReusableNamesWithdrawn(names));
    }
}
