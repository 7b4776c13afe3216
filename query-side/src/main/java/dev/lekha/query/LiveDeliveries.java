package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.UniqueId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import org.springframework.stereotype.Component;

/**
 * Keeps that a live subscriber's connection has taken a notification, once for each, however often
 * it was sent.
 */
@Component
final class LiveDeliveries {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_TRIES = 25;

    private final Commands commands;
    private final InstantSource clock;

    LiveDeliveries(Commands commands, InstantSource clock) {
        this.commands = commands;
        this.clock = clock;
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
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            if (isAnswered(tenant, body)) {
                return true;
            }
            Thread.sleep(PAUSE);
        }
        return false;
    }

    private boolean isAnswered(String tenant, Body body) throws InterruptedException {
        try {
            commands.send(
                            new Request(
                                    UniqueId.next(),
                                    "notifications",
                                    "RecordDelivery",
                                    Json.MAPPER.writeValueAsBytes(body),
                                    Caller.PLATFORM.in(tenant),
                                    "",
                                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                                    body.event))
                    .get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refused no && no.kind() == Refused.Kind.BUSY) {
                return false;
            }
            throw new IllegalStateException("a delivery was not recorded", failed.getCause());
        }
    }
}
