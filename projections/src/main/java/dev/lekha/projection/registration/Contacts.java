package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.ContactEvent.ContactRecorded;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Who answers for an application entity. Names and addresses stay sealed in the rows and are opened
 * for a reader, so a row changes by nobody's erasure. Key: the application entity, {@code ~}, the
 * subject.
 */
@View(
        name = "contacts",
        capability = "registration",
        fields = {"applicationEntity", "subject", "position"},
        readers = Role.OPERATOR)
public final class Contacts implements Projection<Contacts.Contact> {
    public record Contact(
            String applicationEntity,
            String subject,
            SortedSet<String> purposes,
            PersonalText name,
            PersonalText address,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ContactRecorded contact
                ? List.of(contact.applicationEntity() + "~" + contact.subject())
                : List.of();
    }

    @Override
    public Optional<Contact> apply(String key, Optional<Contact> row, Fact fact) {
        return fact.event()
                        instanceof
                        ContactRecorded(
                                var application,
                                var subject,
                                var purposes,
                                var name,
                                var address)
                ? Optional.of(
                        new Contact(
                                application.value(),
                                subject.value(),
                                purposes,
                                name,
                                address,
                                fact.position()))
                : row;
    }
}
