package dev.lekha.edge.notifications;

import dev.lekha.kernel.notifications.SubscriptionId;

/** By what the notifications of a subscription are signed. */
@FunctionalInterface
public interface Secrets {
    /** 32 bytes, the same whenever it is asked. */
    byte[] of(SubscriptionId subscription);
}
