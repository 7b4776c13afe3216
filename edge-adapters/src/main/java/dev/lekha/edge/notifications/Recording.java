package dev.lekha.edge.notifications;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.UniqueId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Keeps what became of a notification; until that is done, nothing more is sent. */
record Recording(Commands commands, InstantSource clock) {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * @param tenant in which the platform acts
     * @param cause id of the event that the notification tells of
     */
    void record(String command, Map<String, Object> body, String tenant, String cause)
            throws InterruptedException {
        while (!isAnswered(command, body, tenant, cause)) {
            Thread.sleep(PAUSE);
        }
    }

    private boolean isAnswered(
            String command, Map<String, Object> body, String tenant, String cause)
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
