package dev.lekha.edge.notifications;

import dev.lekha.kernel.notifications.SubscriptionId;

/** By what the notifications of a subscription are signed. */
@FunctionalInterface
public interface Secrets {
    /** 32 bytes, the same whenever it is asked; tenants may call theirs alike. */
    byte[] of(String tenant, SubscriptionId subscription);
}
