package dev.lekha.command;

import static dev.lekha.kernel.Refused.Kind.BUSY;
import static dev.lekha.kernel.Refused.Kind.FORBIDDEN;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Sealing;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

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
    private static final Verdict.Denied NOT_ALLOWED =
            new Verdict.Denied("forbidden", "This caller may not send this command.");

    private final Attempting attempting;
    private final CommandCatalogue commands;
    private final Supplier<CommandGateway> gateway;
    private final Limits limits;
    private final DecidingMeters meters;
    private final Semaphore room;
    private final Semaphore[] turns = new Semaphore[TURNS];
    private final Executor retries =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("deciding-again-", 0).factory());

    /**
     * @param gateway by which each attempt is sent to {@link #handle}; asked for late, since it
     *     leads there
     */
    public Deciding(
            EventStore store,
            Supplier<CommandGateway> gateway,
            CommandCatalogue commands,
            EventCatalogue events,
            Sealing sealing,
            Limits limits,
            DecidingMeters meters) {
        var states = new StateCache(limits.cachedStates);
        this.attempting =
                new Attempting(
                        store,
                        new Folding(states, events),
                        new FirstAnswers(events),
                        new Access(events),
                        sealing);
        this.gateway = gateway;
        this.commands = commands;
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
            return admitted(Questions.of(request, entry, commands.domain()));
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
        return decide(decision, Caller.PLATFORM, id, at, causation);
    }

    /** The same, of the platform in one tenant. */
    public CompletableFuture<Answer> decide(
            Decision<?> decision, Caller platform, String id, Instant at, String causation) {
        return ask(Questions.of(decision, platform, id, at, causation));
    }

    /**
     * Takes one decision in the unit of work of its message. A decision that comes bare, as test
     * fixtures send it, is one of the platform's own.
     */
    public CompletableFuture<?> handle(CommandMessage message, ProcessingContext context) {
        return switch (message.payload()) {
            case Question<?> question -> attempt(question, context);
            case Decision<?> decision ->
                    attempt(
                            Questions.of(
                                    decision,
                                    Caller.PLATFORM,
                                    message.identifier(),
                                    GenericEventMessage.clock.instant(),
                                    ""),
                            context);
            case null, default -> throw new IllegalArgumentException("a command is a decision");
        };
    }

    private CompletableFuture<Answer> admitted(Question<?> question) {
        if (!room.tryAcquire()) {
            throw new Refused(BUSY, "overloaded", "More is being decided than can be; try again.");
        }
        return ask(question).whenComplete((_, _) -> room.release());
    }

    private CompletableFuture<Answer> ask(Question<?> question) {
        var began = System.nanoTime();
        return send(question)
                .exceptionallyCompose(failure -> afterFailure(question, failure))
                .thenApply(Outcome::answer)
                .whenComplete((answer, failure) ->
                        meters.decided(System.nanoTime() - began, answer, failure));
    }

    /** One attempt over the bus; its outcome is settled when its unit of work has committed. */
    private CompletableFuture<Outcome> send(Question<?> question) {
        return gateway.get()
                .send(
                        new GenericCommandMessage(
                                new GenericMessage(
                                        question.id(),
                                        question.entry().message(),
                                        question,
                                        Metadata.emptyInstance())))
                .getResultMessage()
                .thenApply(result ->
                        ((Attempting.Attempt) Objects.requireNonNull(result.payload())).settled());
    }

    private CompletableFuture<Outcome> afterFailure(Question<?> question, Throwable failure) {
        return isConflict(failure)
                ? CompletableFuture.supplyAsync(() -> inTurn(question), retries)
                : CompletableFuture.failedFuture(failure);
    }

    /**
     * Whoever lost waits for the others who lost at the same boundary, so that most of them lose
     * only once.
     */
    private Outcome inTurn(Question<?> question) {
        var turn = turns[Math.floorMod(question.boundary().hashCode(), TURNS)];
        turn.acquireUninterruptibly();
        try {
            for (var attempt = 2; attempt <= limits.attempts; attempt++) {
                meters.conflict();
                try {
                    return send(question).join();
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

    private CompletableFuture<Attempting.Attempt> attempt(
            Question<?> question, ProcessingContext context) {
        var caller = question.caller();
        var allowed =
                caller.is(Role.PLATFORM)
                        || caller.may(question.entry().capability(), question.entry().allowed())
                                && question.decision().permits(caller);
        return allowed
                ? attempting.decide(question, context)
                : attempting.record(question, FORBIDDEN, NOT_ALLOWED, context);
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof AppendEventsTransactionRejectedException
                || failure.getCause() != null && isConflict(failure.getCause());
    }
}
