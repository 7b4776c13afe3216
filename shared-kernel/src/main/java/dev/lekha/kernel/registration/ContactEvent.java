package dev.lekha.kernel.registration;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Personal;
import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.SubjectId;
import dev.lekha.kernel.Tags;
import java.util.SortedSet;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Who answers for what is registered. */
public sealed interface ContactEvent extends DomainEvent {
    /**
     * A person to turn to about an application entity.
     *
     * @param purposes for which name and address may be read
     * @param address where the person is reached: mail, telephone or postal
     */
    @Event(namespace = "registration", name = "ContactRecorded", version = "1")
    record ContactRecorded(
            @EventTag(key = Tags.APPLICATION_ENTITY) ApplicationEntityId applicationEntity,
            @EventTag(key = Tags.SUBJECT) SubjectId subject,
            SortedSet<String> purposes,
            @Personal(subject = "subject", purposes = "purposes") PersonalText name,
            @Personal(subject = "subject", purposes = "purposes") PersonalText address)
            implements ContactEvent {}
}
