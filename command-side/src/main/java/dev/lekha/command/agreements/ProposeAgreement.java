package dev.lekha.command.agreements;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.Boundary;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.agreements.AgreementEvent.AgreementProposed;
import dev.lekha.kernel.agreements.AgreementId;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRetired;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Offers another application an exchange of what each comes to know (4.34).
 *
 * @param given stored names of events that the proposer causes and the counterparty may hear of
 * @param wanted those of the counterparty that the proposer may hear of
 * @param until when it ends by itself, ISO 8601; left out for no end
 */
@Command(namespace = "agreements", name = "ProposeAgreement")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record ProposeAgreement(
        AgreementId agreement,
        ApplicationEntityId proposer,
        ApplicationEntityId counterparty,
        @Omittable Set<String> given,
        @Omittable Set<String> wanted,
        @Omittable String until,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements Decision<ProposeAgreement.Known> {
    private static final int MOST = 100;
    private static final Pattern TYPE = Pattern.compile("[a-z]{1,60}\\.[A-Z][A-Za-z0-9]{0,99}");

    /**
     * @param registered applications, of the two
     */
    record Known(Agreement agreement, Set<ApplicationEntityId> registered) {
        public Known {
            registered = Set.copyOf(registered);
        }
    }

    public ProposeAgreement {
        given = Set.copyOf(given);
        wanted = Set.copyOf(wanted);
        if (proposer.equals(counterparty)) {
            throw new IllegalArgumentException("an agreement has two sides");
        }
        if (given.isEmpty() && wanted.isEmpty()) {
            throw new IllegalArgumentException("an agreement names what is given or wanted");
        }
        if (given.size() > MOST || wanted.size() > MOST) {
            throw new IllegalArgumentException("a side gives at most 100 types of events");
        }
        if (!Stream.concat(given.stream(), wanted.stream())
                .allMatch(type -> TYPE.matcher(type).matches())) {
            throw new IllegalArgumentException("a type reads context.ContextReported");
        }
        if (!until.isEmpty()) {
            requireTime(until);
        }
    }

    private static void requireTime(String until) {
        try {
            Instant.parse(until);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("an end reads 2030-12-31T00:00:00Z", unreadable);
        }
    }

    @Override
    public boolean permits(Caller caller) {
        return caller.is(Role.OPERATOR) || caller.actor().equals(proposer.value());
    }

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Agreement.boundary(agreement), life(proposer), life(counterparty));
    }

    private static EventCriteria life(ApplicationEntityId application) {
        return Boundary.of(
                Tags.PRINCIPAL,
                application.value(),
                ApplicationEntityRegistered.class,
                ApplicationEntityDeregistered.class,
                ApplicationEntityRetired.class);
    }

    @Override
    public Known initial() {
        return new Known(new Agreement.Absent(), Set.of());
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        var registered = new HashSet<>(known.registered);
        switch (event) {
            case ApplicationEntityRegistered e -> registered.add(e.applicationEntity());
            case ApplicationEntityDeregistered e -> registered.remove(e.applicationEntity());
            case ApplicationEntityRetired e -> registered.remove(e.applicationEntity());
            default -> {
                return new Known(known.agreement.evolve(event), registered);
            }
        }
        return new Known(known.agreement, registered);
    }

    @Override
    public Verdict decide(Known known) {
        var terms =
                new AgreementProposed(
                        agreement,
                        proposer,
                        counterparty,
                        new TreeSet<>(given),
                        new TreeSet<>(wanted),
                        until);
        if (known.agreement instanceof Agreement.Proposed(var same) && same.equals(terms)) {
            return accept();
        }
        if (!(known.agreement instanceof Agreement.Absent)) {
            return refuse("agreement-taken", "The agreement id " + agreement + " has been used.");
        }
        for (var side : Set.of(proposer, counterparty)) {
            if (!known.registered.contains(side)) {
                return refuse(
                        "application-unknown", side + " is not a registered application entity.");
            }
        }
        return Agreement.isOver(terms, receivedAt)
                ? refuse("agreement-over", "It would have ended at " + until + ".")
                : accept(terms);
    }
}
