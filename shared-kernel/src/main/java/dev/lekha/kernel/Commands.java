package dev.lekha.kernel;

import java.util.concurrent.CompletableFuture;

/** The way in: what doors know of the command side. */
public interface Commands {
    /** Completes when the outcome is durable; fails with {@link Refused} where the answer is no. */
    CompletableFuture<Answer> send(Request request);
}
