package dev.lekha.kernel.agreements;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Tags;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What two applications agree to let one another know (4.34). */
public sealed interface AgreementEvent extends DomainEvent {
    @EventTag(key = Tags.AGREEMENT)
    AgreementId agreement();

    /**
     * One side names what it would let the other know, and what it would like to know.
     *
     * @param given stored names of events that the proposer causes and the counterparty may hear of
     * @param wanted those of the counterparty that the proposer may hear of
     * @param until when it ends by itself, ISO 8601, or empty
     */
    @Event(namespace = "agreements", name = "AgreementProposed", version = "1")
    record AgreementProposed(
            AgreementId agreement,
            ApplicationEntityId proposer,
            ApplicationEntityId counterparty,
            SortedSet<String> given,
            SortedSet<String> wanted,
            @Omittable String until)
            implements AgreementEvent {
        public AgreementProposed {
            given = Collections.unmodifiableSortedSet(new TreeSet<>(given));
            wanted = Collections.unmodifiableSortedSet(new TreeSet<>(wanted));
        }

        @EventTag(key = Tags.APPLICATION_ENTITY)
        public List<ApplicationEntityId> sides() {
            return List.of(proposer, counterparty);
        }
    }

    /** From here on it is in force. */
    @Event(namespace = "agreements", name = "AgreementAccepted", version = "1")
    record AgreementAccepted(
            AgreementId agreement, ApplicationEntityId proposer, ApplicationEntityId counterparty)
            implements AgreementEvent {
        @EventTag(key = Tags.APPLICATION_ENTITY)
        public List<ApplicationEntityId> sides() {
            return List.of(proposer, counterparty);
        }
    }

    @Event(namespace = "agreements", name = "AgreementRejected", version = "1")
    record AgreementRejected(
            AgreementId agreement,
            ApplicationEntityId proposer,
            ApplicationEntityId counterparty,
            @Omittable String reason)
            implements AgreementEvent {
        @EventTag(key = Tags.APPLICATION_ENTITY)
        public List<ApplicationEntityId> sides() {
            return List.of(proposer, counterparty);
        }
    }

    /**
     * It is no longer in force, or no longer offered.
     *
     * @param by the side that ended it; {@code platform} where its time had come
     */
    @Event(namespace = "agreements", name = "AgreementEnded", version = "1")
    record AgreementEnded(
            AgreementId agreement,
            ApplicationEntityId proposer,
            ApplicationEntityId counterparty,
            String by,
            @Omittable String reason)
            implements AgreementEvent {
        @EventTag(key = Tags.APPLICATION_ENTITY)
        public List<ApplicationEntityId> sides() {
            return List.of(proposer, counterparty);
        }
    }
}
