package dev.lekha.query;

import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.notifications.Recording;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Keeps that a live subscriber's connection has taken a notification, once for each, however often
 * it was sent.
 */
@Component
final class LiveDeliveries {
    /** Some five seconds, which a client takes for a slow line. */
    private static final int MOST_TRIES = 25;

    private final Recording recording;

    LiveDeliveries(Commands commands, InstantSource clock) {
        this.recording = new Recording(commands, clock);
    }

    /** The body of the command {@code RecordDelivery}. */
    private record Body(
            String subscription, String event, long position, long request, int attempts) {}

    /**
     * Waits.
     *
     * @return whether it is kept; where it is not, nothing more may be sent
     */
    boolean record(String tenant, String subscription, Log.Stored event)
            throws InterruptedException {
        var body = new Body(subscription, event.id(), event.position(), 0, 1);
        return recording.record("RecordDelivery", body, tenant, event.id(), MOST_TRIES);
    }
}
