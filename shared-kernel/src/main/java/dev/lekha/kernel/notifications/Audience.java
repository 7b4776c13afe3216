package dev.lekha.kernel.notifications;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;

/** Who may be notified of what: the one place that is asked, for each event and each subscriber. */
@FunctionalInterface
public interface Audience {
    /**
     * @param subscriber as it was when it subscribed
     * @throws dev.lekha.kernel.Refused of kind busy where it cannot be told now
     */
    boolean mayHear(Caller subscriber, Log.Stored event);
}
