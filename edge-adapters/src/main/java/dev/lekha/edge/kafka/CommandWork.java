package dev.lekha.edge.kafka;

import dev.lekha.edge.FaultyInformation;
import dev.lekha.edge.PayloadDigest;
import dev.lekha.edge.http.Callers;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.UniqueId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one record to its end: sent, answered, and set aside where it cannot be taken. "Not now" is
 * tried again until it is another answer, so that nothing is lost and nothing overtakes.
 */
final class CommandWork {
    private static final Logger LOG = LoggerFactory.getLogger(CommandWork.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Refused UNKNOWN_OUTCOME =
            new Refused(
                    Refused.Kind.BUSY,
                    "outcome-unknown",
                    "No outcome in time; it may still come. Repeat with the same idempotency-key to learn it.");

    private final KafkaProperties.CommandSettings settings;
    private final Commands commands;
    private final Callers callers;
    private final InstantSource clock;
    private final CommandMeters meters;
    private final FaultyInformation faulty;

    CommandWork(
            KafkaProperties.CommandSettings settings,
            Commands commands,
            Callers callers,
            InstantSource clock,
            CommandMeters meters) {
        this.settings = settings;
        this.commands = commands;
        this.callers = callers;
        this.clock = clock;
        this.meters = meters;
        this.faulty = new FaultyInformation("kafka", commands, clock);
    }

    /** What became of a record. */
    private sealed interface Outcome {
        record Accepted(Answer answer) implements Outcome {}

        record No(Refused why) implements Outcome {}

        /** It broke, or nobody knows what became of it. */
        record Broken(Throwable failure) implements Outcome {}
    }

    /**
     * Returns when the outcome is durable, in the log and in Kafka.
     *
     * @throws Lease.Ended where the record is not ours any more; another will take it
     */
    void take(CommandRecord record, Lease lease, Replies replies) {
        meters.received.increment();
        var outcome = decide(record, lease);
        count(outcome);
        keep(outcome, record);
        for (var pause = settings.retryPause(); !told(record, outcome, replies); ) {
            pause = pause(lease, pause);
        }
    }

    private Outcome decide(CommandRecord record, Lease lease) {
        var pause = settings.retryPause();
        for (int broken = 0; ; ) {
            lease.require();
            var outcome = attempt(record);
            switch (outcome) {
                case Outcome.Accepted _ -> {
                    return outcome;
                }
                case Outcome.No(var why) -> {
                    if (!temporary(why)) {
                        return outcome;
                    }
                }
                case Outcome.Broken(var failure) -> {
                    LOG.warn("The command {} broke: {}", record.place(), failure.toString());
                    if (++broken >= settings.attempts()) {
                        return outcome;
                    }
                }
            }
            meters.retries.increment();
            pause = pause(lease, pause);
        }
    }

    private Outcome attempt(CommandRecord record) {
        try {
            return new Outcome.Accepted(
                    commands.send(request(record))
                            .get(settings.commandTime().toNanos(), TimeUnit.NANOSECONDS));
        } catch (Refused refused) {
            return new Outcome.No(refused);
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof Refused refused
                    ? new Outcome.No(refused)
                    : new Outcome.Broken(failed);
        } catch (TimeoutException | RuntimeException broken) {
            return new Outcome.Broken(broken);
        } catch (InterruptedException stopped) {
            throw new Lease.Ended();
        }
    }

    private Request request(CommandRecord record) {
        record.requireAtMost(settings.maxPayload().toBytes());
        var name = record.name();
        return new Request(
                UniqueId.next(),
                name.capability(),
                name.command(),
                record.body(),
                caller(record),
                record.key(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                "");
    }

    private Caller caller(CommandRecord record) {
        return callers.of(record.authorization())
                .orElseThrow(() ->
                        new Refused(
                                Refused.Kind.UNAUTHENTICATED,
                                "credentials-refused",
                                "The credentials are unknown, wrong, revoked or expired."));
    }

    private static boolean temporary(Refused why) {
        return why.kind() == Refused.Kind.BUSY || why.kind() == Refused.Kind.TOO_MANY;
    }

    private void count(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted(var answer) ->
                    (answer.repeated() ? meters.repeated : meters.accepted).increment();
            case Outcome.No(var why) -> meters.refused(why.code());
            case Outcome.Broken _ -> meters.refused("internal");
        }
    }

    /** What was decided is in the log already; what nobody could read is not. */
    private void keep(Outcome outcome, CommandRecord record) {
        if (outcome instanceof Outcome.No(var why)) {
            switch (why.kind()) {
                case MALFORMED, UNAUTHENTICATED, UNKNOWN, TOO_LARGE ->
                        faulty.record(
                                        Caller.DEFAULT_TENANT,
                                        record.record().topic(),
                                        why,
                                        record.body(),
                                        PayloadDigest.of(record.body()).toString())
                                .join();
                case FORBIDDEN, CONFLICT, MISUSED, TOO_MANY, BUSY -> {}
            }
        }
    }

    private static boolean told(CommandRecord record, Outcome outcome, Replies replies) {
        try {
            tell(record, outcome, replies).get();
            return true;
        } catch (ExecutionException | RuntimeException failed) {
            LOG.warn("What became of {} cannot be told yet: {}", record.place(), failed.toString());
            return false;
        } catch (InterruptedException stopped) {
            throw new Lease.Ended();
        }
    }

    private static CompletableFuture<Void> tell(
            CommandRecord record, Outcome outcome, Replies replies) {
        return switch (outcome) {
            case Outcome.Accepted(var answer) -> replies.answer(record, answer);
            case Outcome.No(var why) -> replies.refuse(record, why);
            case Outcome.Broken(TimeoutException _) -> replies.refuse(record, UNKNOWN_OUTCOME);
            case Outcome.Broken(var failure) ->
                    replies.broken(record, String.valueOf(failure.getMessage()));
        };
    }

    private static Duration pause(Lease lease, Duration pause) {
        lease.pause(pause);
        var next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }
}
