package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.UniqueId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Sends commands, and again where the platform is busy; a key makes sure that it is done once. */
record Asking(Commands commands, InstantSource clock) {
    private static final int ATTEMPTS = 10;
    private static final int FIRST_PAUSE_MILLIS = 20;
    private static final int PATIENCE_SECONDS = 60;

    /**
     * @param key idempotency key, or empty for a command that knows its repeats
     */
    CompletableFuture<Answer> ask(
            String capability, String command, byte[] body, Caller caller, String key) {
        return attempt(capability, command, body, caller, key, 1);
    }

    CompletableFuture<Answer> ask(String command, Object body, Caller caller) {
        return ask("provisioning", command, Json.MAPPER.writeValueAsBytes(body), caller, "");
    }

    private CompletableFuture<Answer> attempt(
            String capability,
            String command,
            byte[] body,
            Caller caller,
            String key,
            int attempt) {
        var request =
                new Request(
                        UniqueId.next(),
                        capability,
                        command,
                        body,
                        caller,
                        key,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        "");
        return commands.send(request)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionallyCompose(failure -> {
                    if (!busy(failure) || attempt == ATTEMPTS) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    var pause =
                            CompletableFuture.delayedExecutor(
                                    (long) FIRST_PAUSE_MILLIS << attempt, TimeUnit.MILLISECONDS);
                    return CompletableFuture.runAsync(() -> {}, pause)
                            .thenCompose(_ ->
                                    attempt(capability, command, body, caller, key, attempt + 1));
                });
    }

    private static boolean busy(Throwable failure) {
        return cause(failure) instanceof Refused refused && refused.kind() == Refused.Kind.BUSY;
    }

    static Throwable cause(Throwable failure) {
        var cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause(cause) : failure;
    }
}
