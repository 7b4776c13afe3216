package dev.lekha.command.notifications;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.EventFilter;
import dev.lekha.kernel.notifications.NotificationEvent;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.SubscriptionId;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Asks to be notified of events (4.34, 5.2.10). What the subscriber may not hear is passed over.
 *
 * @param filter which events
 * @param channel how the subscriber is reached
 * @param endpoint {@code http} or {@code https} URL of a webhook; left out for others
 * @param after a position of the log, in digits: events behind it; left out for those from now on
 * @param subscriber whom an operator subscribes; left out for the caller
 */
@Command(namespace = "notifications", name = "Subscribe")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE, Role.BILLING, Role.AUDITOR})
public record Subscribe(
        SubscriptionId subscription,
        EventFilter filter,
        Channel channel,
        @Omittable String endpoint,
        @Omittable String after,
        @Omittable String subscriber,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<Subscribe.Known> {
    private static final int MOST_OPEN = 100;
    private static final int LONGEST = 2_000;
    private static final Pattern URL = Pattern.compile("https?://[^\\s/?#@\\\\]+([/?][^\\s#]*)?");
    private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,17}");

    /**
     * @param before what the id was used for
     */
    record Known(Subscription before, Subscriber subscriber) {}

    public Subscribe {
        if (channel == Channel.WEBHOOK
                && (endpoint.length() > LONGEST || !URL.matcher(endpoint).matches())) {
            throw new IllegalArgumentException(
                    "a webhook's endpoint is an http or https URL without user and fragment");
        }
        if (channel != Channel.WEBHOOK && !endpoint.isEmpty()) {
            throw new IllegalArgumentException("only a webhook has an endpoint");
        }
        if (!after.isEmpty() && !POSITION.matcher(after).matches()) {
            throw new IllegalArgumentException("a position has digits only");
        }
        if (!subscriber.isEmpty()) {
            Ids.check("a subscriber", subscriber);
        }
    }

    @Override
    public boolean permits(Caller asking) {
        return asking.is(Role.OPERATOR)
                || subscriber.isEmpty()
                || subscriber.equals(asking.actor());
    }

    private String principal() {
        return subscriber.isEmpty() ? caller.actor() : subscriber;
    }

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Subscription.boundary(subscription), Subscriber.boundary(principal()));
    }

    @Override
    public Known initial() {
        return new Known(new Subscription.Absent(), Subscriber.NEW);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return new Known(
                isOfThis(event) ? known.before.evolve(event) : known.before,
                isOfOther(event) ? known.subscriber : known.subscriber.evolve(event));
    }

    private boolean isOfThis(DomainEvent event) {
        return event instanceof NotificationEvent e && e.subscription().equals(subscription);
    }

    /** The id may have been another's. */
    private boolean isOfOther(DomainEvent event) {
        return event instanceof Subscribed e && !e.subscriber().equals(principal());
    }

    @Override
    public Verdict decide(Known known) {
        var roles =
                caller.actor().equals(principal())
                        ? new TreeSet<>(caller.roles())
                        : known.subscriber.roles();
        if (roles.isEmpty()) {
            return refuse("subscriber-unknown", "Nobody can act as " + principal() + ".");
        }
        var asked = asked(roles);
        if (known.before instanceof Subscription.Open(var same, _) && same.equals(asked)) {
            return accept();
        }
        if (!(known.before instanceof Subscription.Absent)) {
            return refuse("subscription-taken", "The id " + subscription + " has been used.");
        }
        return known.subscriber.open().size() >= MOST_OPEN
                ? refuse(
                        "too-many-subscriptions",
                        principal() + " has " + MOST_OPEN + " open subscriptions.")
                : accept(asked);
    }

    private Subscribed asked(SortedSet<Role> roles) {
        return new Subscribed(
                subscription,
                principal(),
                caller.tenant(),
                roles,
                caller.actor().equals(principal())
                        ? new TreeSet<>(caller.scopes())
                        : new TreeSet<>(),
                filter,
                channel,
                endpoint,
                after);
    }
}
