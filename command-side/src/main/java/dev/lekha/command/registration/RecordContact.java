package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SubjectId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import dev.lekha.kernel.registration.ContactEvent.ContactRecorded;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says who is to be turned to about an application entity; said again, it takes the place of what
 * was said before.
 *
 * @param subject the person's pseudonym, best random: it stays when the person is erased
 * @param purposes at least one; the rest may be read for these only
 */
@Command(namespace = "registration", name = "RecordContact")
@AllowedTo(Role.OPERATOR)
public record RecordContact(
        ApplicationEntityId applicationEntity,
        SubjectId subject,
        SortedSet<String> purposes,
        PersonalText name,
        PersonalText address)
        implements Decision<RecordContact.Known> {
    /** The application entity, and whether the person is erased. */
    record Known(Principal principal, boolean erased) {}

    public RecordContact {
        purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
        if (purposes.isEmpty()) {
            throw new IllegalArgumentException("a contact has at least one purpose");
        }
        purposes.forEach(purpose -> Ids.check("a purpose", purpose));
    }

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Principal.boundary(applicationEntity.value()),
                Boundary.of(Tags.SUBJECT, subject.value(), SubjectKeyDestroyed.class));
    }

    @Override
    public Known initial() {
        return new Known(Principal.UNKNOWN, false);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return event instanceof SubjectKeyDestroyed
                ? new Known(known.principal, true)
                : new Known(known.principal.evolve(event), known.erased);
    }

    @Override
    public Verdict decide(Known known) {
        if (known.principal.standing() != Principal.Standing.APPLICATION_ENTITY) {
            return refuse(
                    "application-unknown",
                    applicationEntity + " is not a registered application entity.");
        }
        if (known.erased) {
            return refuse(
                    "subject-erased",
                    subject + " is erased; a person who comes again gets another pseudonym.");
        }
        return accept(new ContactRecorded(applicationEntity, subject, purposes, name, address));
    }
}
