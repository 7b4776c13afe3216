package dev.lekha.command.notifications;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What a principal has subscribed to, and what it is.
 *
 * @param open its subscriptions that have not ended, by id
 * @param credentials in force, with their roles
 */
record Subscriber(
        SortedMap<String, Subscribed> open, SortedMap<String, SortedSet<Role>> credentials) {
    static final Subscriber NEW = new Subscriber(new TreeMap<>(), new TreeMap<>());

    static EventCriteria boundary(String principal) {
        return EventCriteria.either(
                Boundary.of(Tags.SUBSCRIBER, principal, Subscribed.class, SubscriptionEnded.class),
                Boundary.of(
                        Tags.PRINCIPAL,
                        principal,
                        CredentialIssued.class,
                        CredentialRevoked.class));
    }

    Subscriber evolve(DomainEvent event) {
        var nowOpen = new TreeMap<>(open);
        var inForce = new TreeMap<>(credentials);
        switch (event) {
            case Subscribed e -> nowOpen.put(e.subscription().value(), e);
            case SubscriptionEnded e -> nowOpen.remove(e.subscription().value());
            case CredentialIssued e -> inForce.put(e.credential().value(), e.roles());
            case CredentialRevoked(CredentialId id, _, _) -> inForce.remove(id.value());
            default -> {
                return this;
            }
        }
        return new Subscriber(nowOpen, inForce);
    }

    SortedSet<Role> roles() {
        return credentials.values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
