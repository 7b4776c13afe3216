package dev.lekha.edge.notifications;

import dev.lekha.edge.notifications.Attempt.Failed;
import dev.lekha.edge.notifications.Attempt.Hopeless;
import dev.lekha.edge.notifications.Attempt.Taken;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import java.util.Map;
import java.util.TreeMap;

/**
 * One notification on its way to its end: attempts, pauses between them, and the record.
 *
 * @param event id of the event that it tells of, at {@code position}
 * @param request position of the request to deliver it again, or 0
 */
record Delivery(Subscribed subscription, String event, long position, long request) {
    private static final int LONGEST_DETAIL = 500;

    /** Returns when its end is recorded, or where the subscriber may not hear it. */
    void settle(Deliveries by) throws InterruptedException {
        if (!by.mayHear(subscription, position)) {
            by.meters().withheld.increment();
            return;
        }
        var attempt = 1;
        while (!isSettled(by, attempt)) {
            attempt++;
        }
    }

    private boolean isSettled(Deliveries by, int attempt) throws InterruptedException {
        switch (by.attempt(subscription, position)) {
            case Taken() -> delivered(by, attempt);
            case Hopeless(var reason, var detail) -> dead(by, attempt, reason, detail);
            case Failed(var reason, var detail, var wanted) -> {
                by.meters().failed(reason);
                if (attempt < by.settings().attempts()) {
                    Thread.sleep(by.backOff().after(attempt, wanted));
                    return false;
                }
                dead(by, attempt, "attempts-exhausted", reason + ": " + detail);
            }
        }
        return true;
    }

    private void delivered(Deliveries by, int attempts) throws InterruptedException {
        by.recording().record("RecordDelivery", outcome(attempts), subscription.tenant(), event);
        by.meters().delivered.increment();
    }

    private void dead(Deliveries by, int attempts, String reason, String detail)
            throws InterruptedException {
        var outcome = outcome(attempts);
        outcome.put("reason", reason);
        outcome.put("detail", detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
        by.recording().record("RecordDeadLetter", outcome, subscription.tenant(), event);
        by.meters().dead(reason);
    }

    private Map<String, Object> outcome(int attempts) {
        var outcome = new TreeMap<String, Object>();
        outcome.put("subscription", subscription.subscription().value());
        outcome.put("event", event);
        outcome.put("position", position);
        outcome.put("request", request);
        outcome.put("attempts", attempts);
        return outcome;
    }
}
