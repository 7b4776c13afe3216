package dev.lekha.kernel.privacy;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.SubjectId;
import dev.lekha.kernel.Tags;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** How a person is erased (GDPR article 17). */
public sealed interface PrivacyEvent extends DomainEvent {
    @EventTag(key = Tags.SUBJECT)
    SubjectId subject();

    /**
     * One operator asks for it.
     *
     * @param ground the law that it is asked by
     * @param reference of the case
     */
    @Event(namespace = "privacy", name = "ErasureRequested", version = "1")
    record ErasureRequested(SubjectId subject, String ground, String reference, String requestedBy)
            implements PrivacyEvent {}

    /**
     * Another has agreed: the subject's key is destroyed as soon as this stands in the log, and
     * again whenever it is found to be there still. Nothing is sealed for the subject any more.
     */
    @Event(namespace = "privacy", name = "SubjectKeyDestroyed", version = "1")
    record SubjectKeyDestroyed(
            SubjectId subject,
            String ground,
            String reference,
            String requestedBy,
            String approvedBy)
            implements PrivacyEvent {}
}
