package dev.lekha.edge;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a command and waits for its answer, on a thread that may wait. */
public record Sending(Commands commands, Duration patience) {
    /**
     * @throws Refused where the answer is no, or does not come in time
     */
    public Answer send(String capability, String command, Object body, Caller caller, Instant at) {
        var request =
                new Request(
                        UniqueId.next(),
                        capability,
                        command,
                        Json.MAPPER.writeValueAsBytes(body),
                        caller,
                        "",
                        at,
                        "");
        try {
            return commands.send(request).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("a command broke", failed);
        } catch (TimeoutException slow) {
            throw notNow();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw notNow();
        }
    }

    private static Refused notNow() {
        return new Refused(
                Refused.Kind.BUSY, "outcome-unknown", "No outcome in time; ask the same again.");
    }
}
