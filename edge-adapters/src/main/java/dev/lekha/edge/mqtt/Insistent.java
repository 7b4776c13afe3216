package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Sends a request again while the answer is "not now", until patience ends. Only fit for commands
 * that know a repeat by themselves: after a failure nobody can tell whether the first attempt was
 * stored.
 */
final class Insistent implements Commands {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Executor THREADS = Thread::startVirtualThread;

    private final Commands commands;
    private final Duration patience;

    Insistent(Commands commands, Duration patience) {
        this.commands = commands;
        this.patience = patience;
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        return attempt(request, System.nanoTime() + patience.toNanos(), FIRST_PAUSE);
    }

    private CompletableFuture<Answer> attempt(Request request, long deadline, Duration pause) {
        return CompletableFuture.completedFuture(request)
                .thenCompose(commands::send)
                .orTimeout(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> again(request, failure, deadline, pause));
    }

    private CompletableFuture<Answer> again(
            Request request, Throwable failure, long deadline, Duration pause) {
        if (!temporary(cause(failure)) || System.nanoTime() + pause.toNanos() - deadline >= 0) {
            return CompletableFuture.failedFuture(failure);
        }
        Executor later =
                CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, THREADS);
        Duration next =
                pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                        ? pause.multipliedBy(2)
                        : LONGEST_PAUSE;
        return CompletableFuture.supplyAsync(() -> request, later)
                .thenCompose(same -> attempt(same, deadline, next));
    }

    /**
     * Whether another time might bring another answer: a refusal of the request itself stays one.
     */
    static boolean temporary(Throwable failure) {
        return !(failure instanceof Refused refused)
                || refused.kind() == Refused.Kind.BUSY
                || refused.kind() == Refused.Kind.TOO_MANY;
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }
}
