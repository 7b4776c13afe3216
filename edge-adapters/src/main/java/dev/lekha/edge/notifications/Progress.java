package dev.lekha.edge.notifications;

import dev.lekha.kernel.notifications.SubscriptionId;

/** How far the deliveries of a subscription have come, as it is kept for good. */
@FunctionalInterface
public interface Progress {
    /**
     * @param position of the last event that was delivered or set aside, in the order of the log
     * @param request position of the last request for a dead letter that was settled
     */
    record Settled(long position, long request) {}

    /**
     * All that the log holds at the time of asking is in the answer.
     *
     * @throws dev.lekha.kernel.Refused of kind busy where it cannot be told now
     */
    Settled of(String tenant, SubscriptionId subscription) throws InterruptedException;
}
