package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.notifications.Audience;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.projection.Views;
import dev.lekha.projection.notifications.Subscriptions;
import dev.lekha.projection.notifications.Subscriptions.Subscription;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Subscriptions whose subscriber keeps the connection: {@code ?subscription=hears-apps}. */
@Component
final class LiveSubscriptions {
    static final String PARAMETER = "subscription";

    private final Log log;
    private final Views views;
    private final Positions positions;
    private final Audience audience;
    private final LiveDeliveries deliveries;
    private final QuerySettings settings;

    LiveSubscriptions(
            Log log,
            Views views,
            Positions positions,
            Audience audience,
            LiveDeliveries deliveries,
            QuerySettings settings) {
        this.log = log;
        this.views = views;
        this.positions = positions;
        this.audience = audience;
        this.deliveries = deliveries;
        this.settings = settings;
    }

    /**
     * @throws Refused unless it is open, of this channel, and the caller's own
     */
    Listening of(Map<String, String[]> parameters, Caller caller) {
        LogFilter.requireKnown(parameters, PARAMETER, "after");
        var id = ViewQuestion.one(parameters, PARAMETER, "");
        positions.require(Subscriptions.NAME, log.head(), settings.positionWait());
        var found =
                find(id, caller)
                        .filter(one -> one.subscriber().equals(caller.actor()))
                        .orElseThrow(() ->
                                new Refused(
                                        Refused.Kind.UNKNOWN,
                                        "subscription-unknown",
                                        "The caller has no subscription " + id + "."));
        if (found.channel() != Channel.SSE || !found.state().equals(Subscriptions.OPEN)) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    "subscription-ended",
                    id + " has ended, or is delivered by another channel.");
        }
        return new Listening(
                found.filter().inLog(),
                found.after(),
                event -> found.filter().matches(event) && audience.mayHear(caller, event),
                () ->
                        !find(id, caller)
                                .map(Subscription::state)
                                .orElse("")
                                .equals(Subscriptions.OPEN),
                Optional.of(event -> deliveries.record(caller.tenant(), id, event)));
    }

    private Optional<Subscription> find(String id, Caller caller) {
        return views.of(caller.tenant())
                .find(Subscriptions.NAME, id)
                .row()
                .map(row -> Json.MAPPER.readValue(row.json(), Subscription.class));
    }
}
