package dev.lekha.command;

import static dev.lekha.kernel.Refused.Kind.BUSY;
import static dev.lekha.kernel.Refused.Kind.FORBIDDEN;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;

/**
 * Carries decisions out: sources the boundary, folds, decides, and appends under the same boundary.
 * Where another append came between, it asks again, a bounded number of times and one at a time for
 * each boundary.
 */
public final class Deciding {
    /**
     * @param attempts how often a decision is taken before contention is reported as {@link
     *     Refused.Kind#BUSY}
     * @param inFlight how many decisions doors may have under way at once; further ones are refused
     *     as busy
     * @param cachedStates how many folded states are kept
     */
    public record Limits(int attempts, int inFlight, long cachedStates) {
        public static final Limits DEFAULT = new Limits(32, 8192, 100_000);
    }

    private static final int TURNS = 1024;

    private final UnitOfWorkFactory units;
    private final CommandCatalogue commands;
    private final Attempting attempting;
    private final Limits limits;
    private final DecidingMeters meters;
    private final Semaphore room;
    private final Semaphore[] turns = new Semaphore[TURNS];
    private final Executor retries =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("deciding-again-", 0).factory());

    public Deciding(
            EventStore store,
            UnitOfWorkFactory units,
            CommandCatalogue commands,
            EventCatalogue events,
            Limits limits,
            DecidingMeters meters) {
        var states = new StateCache(limits.cachedStates);
        this.units = units;
        this.commands = commands;
        this.attempting = new Attempting(store, states, events);
        this.limits = limits;
        this.meters = meters;
        this.room = new Semaphore(limits.inFlight);
        Arrays.setAll(turns, _ -> new Semaphore(1));
        meters.watch(() -> limits.inFlight - room.availablePermits(), states::size);
    }

    /** Decides what a door hands in. */
    public CompletableFuture<Answer> decide(Request request) {
        try {
            var entry = commands.entry(request.capability(), request.command());
            return admitted(Questions.of(request, entry));
        } catch (Refused refused) {
            meters.refused(refused.code());
            return CompletableFuture.failedFuture(refused);
        }
    }

    /**
     * Decides what the platform itself asks for.
     *
     * @param id unique; the same id is answered once
     */
    public CompletableFuture<Answer> decide(
            Decision<?> decision, String id, Instant at, String causation) {
        return ask(Questions.of(decision, Caller.PLATFORM, id, at, causation));
    }

    private CompletableFuture<Answer> admitted(Question<?> question) {
        if (!room.tryAcquire()) {
            throw new Refused(BUSY, "overloaded", "More is being decided than can be; try again.");
        }
        return ask(question).whenComplete((_, _) -> room.release());
    }

    private <S> CompletableFuture<Answer> ask(Question<S> question) {
        var began = System.nanoTime();
        return attempt(question)
                .handle((outcome, failure) ->
                        failure == null
                                ? CompletableFuture.completedFuture(outcome)
                                : afterFailure(question, failure))
                .thenCompose(Function.identity())
                .thenApply(Outcome::answer)
                .whenComplete((answer, failure) ->
                        meters.decided(System.nanoTime() - began, answer, failure));
    }

    private <S> CompletableFuture<Outcome> afterFailure(Question<S> question, Throwable failure) {
        return isConflict(failure)
                ? CompletableFuture.supplyAsync(() -> inTurn(question), retries)
                : CompletableFuture.failedFuture(failure);
    }

    /**
     * Whoever lost waits for the others who lost at the same boundary, so that most of them lose
     * only once.
     */
    private <S> Outcome inTurn(Question<S> question) {
        var turn = turns[Math.floorMod(question.boundary().hashCode(), TURNS)];
        turn.acquireUninterruptibly();
        try {
            for (var attempt = 2; attempt <= limits.attempts; attempt++) {
                meters.conflict();
                try {
                    return attempt(question).join();
                } catch (CompletionException failure) {
                    if (!isConflict(failure)) {
                        throw failure;
                    }
                }
            }
            throw new Refused(
                    BUSY, "contended", "Others keep changing what this depends on; try again.");
        } finally {
            turn.release();
        }
    }

    private <S> CompletableFuture<Outcome> attempt(Question<S> question) {
        var allowed =
                question.caller().is(Role.PLATFORM)
                        || question.caller()
                                        .may(
                                                question.entry().capability(),
                                                question.entry().allowed())
                                && question.decision().permits(question.caller());
        var forbidden = new Verdict.Denied("forbidden", "This caller may not send this command.");
        return units.create(question.id())
                .executeWithResult(context ->
                        allowed
                                ? attempting.decide(question, context)
                                : attempting.record(question, FORBIDDEN, forbidden, context))
                .thenApply(Attempting.Attempt::settled);
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof AppendEventsTransactionRejectedException
                || failure.getCause() != null && isConflict(failure.getCause());
    }
}
