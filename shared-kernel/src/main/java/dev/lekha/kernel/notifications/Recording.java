package dev.lekha.kernel.notifications;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.UniqueId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;

/** Keeps what became of a notification; until that is done, nothing more is sent. */
public record Recording(Commands commands, InstantSource clock) {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * Waits, however long the command side is busy.
     *
     * @param body of the command, written as JSON
     * @param tenant in which the platform acts
     * @param cause id of the event that the notification tells of
     */
    public void record(String command, Object body, String tenant, String cause)
            throws InterruptedException {
        var kept = false;
        while (!kept) {
            kept = record(command, body, tenant, cause, 1);
        }
    }

    /**
     * Waits too, but not for ever.
     *
     * @return whether it is kept
     */
    public boolean record(String command, Object body, String tenant, String cause, int tries)
            throws InterruptedException {
        for (int tried = 0; tried < tries; tried++) {
            if (isAnswered(command, body, tenant, cause)) {
                return true;
            }
            Thread.sleep(PAUSE);
        }
        return false;
    }

    private boolean isAnswered(String command, Object body, String tenant, String cause)
            throws InterruptedException {
        try {
            commands.send(
                            new Request(
                                    UniqueId.next(),
                                    "notifications",
                                    command,
                                    Json.MAPPER.writeValueAsBytes(body),
                                    Caller.PLATFORM.in(tenant),
                                    "",
                                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                                    cause))
                    .get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refused no && no.kind() == Refused.Kind.BUSY) {
                return false;
            }
            throw new IllegalStateException(command + " was not taken", failed.getCause());
        }
    }
}
