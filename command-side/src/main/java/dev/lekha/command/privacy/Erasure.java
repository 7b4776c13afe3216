package dev.lekha.command.privacy;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.SubjectId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.privacy.PrivacyEvent.ErasureRequested;
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** How far a person's erasure is. Whatever capability tells of the person makes them known. */
sealed interface Erasure {
    record Unknown() implements Erasure {}

    record Known() implements Erasure {}

    record Requested(ErasureRequested request) implements Erasure {}

    record Done() implements Erasure {}

    static EventCriteria boundary(SubjectId subject) {
        return EventCriteria.havingTags(Tag.of(Tags.SUBJECT, subject.value()));
    }

    default Erasure evolve(DomainEvent event) {
        return switch (event) {
            case ErasureRequested request -> new Requested(request);
            case SubjectKeyDestroyed _ -> new Done();
            default -> this instanceof Unknown ? new Known() : this;
        };
    }
}
