package dev.lekha.edge.notifications;

import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import java.nio.charset.StandardCharsets;

/**
 * One event on its way to one subscriber.
 *
 * @param event id of the event
 * @param body as CloudEvents 1.0 has it, structured
 */
record Notification(Subscribed subscription, String event, byte[] body) {
    private static final int DIGITS = 32;

    /**
     * The same whenever it is sent, and of this subscription alone; it holds no full stop, which
     * would blur what is signed.
     */
    String id() {
        var whole = subscription.subscription() + "\n" + event;
        return "msg_"
                + Sha2.SHA_256.hex(whole.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
