package dev.lekha.app;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.UniqueId;
import dev.lekha.projection.Due;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import dev.lekha.query.ViewDirectory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/*
 * The door of time. What falls due stands in views, so it survives any restart and is rebuilt with them. Of several
 * processes the one that has the claim looks; should two do so for a moment, the idempotency key of what is due, the
 * same for both, lets the command be decided once. A row that is still there after its command was answered is not
 * asked for again: it is only waiting for its view.
 */

/** Sends each command whose time has come, once. */
@Component
final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final String NAME = "scheduler";
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int AT_ONCE = 256;

    /** What has been asked for and is still shown as due, up to so many. */
    private static final int MOST_ASKED = 100_000;

    private final List<ViewSchema> dues;
    private final Views views;
    private final Commands commands;
    private final boolean shared;
    private final Claims claims;
    private final Clock clock;
    private final Timer late;
    private final Counter failures;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name(NAME).daemon().factory());
    private Set<String> asked = new HashSet<>();

    Scheduler(
            ViewDirectory directory,
            Views views,
            Commands commands,
            Store store,
            AxonConfiguration axon,
            Clock clock,
            MeterRegistry meters) {
        this.dues =
                directory.views().stream()
                        .filter(each -> Due.class.isAssignableFrom(each.row()))
                        .toList();
        this.views = views;
        this.commands = commands;
        this.shared = store.isShared();
        this.claims = new Claims(NAME, store.tokens(), axon.getComponent(UnitOfWorkFactory.class));
        this.clock = clock;
        this.late =
                Timer.builder("lekha.due.lateness")
                        .description("From the time at which a command is due until it is sent")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        this.failures =
                Counter.builder("lekha.due.failures")
                        .description("Looks for what is due that failed, and are made again")
                        .register(meters);
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (isOurs()) {
                askAll();
            }
        } catch (RuntimeException failed) {
            failures.increment();
            LOG.warn("what is due could not be asked for; it is tried again", failed);
        }
    }

    /** Where no other process can be at it, a claim would only cost a write each second. */
    private boolean isOurs() {
        return !shared || claims.isHeld();
    }

    private void askAll() {
        var seen = new HashSet<String>();
        for (var due : dues) {
            var query = query("");
            while (true) {
                var page = views.page(due.name(), query);
                ask(due, page.rows(), seen);
                if (page.next().isEmpty() || seen.size() >= MOST_ASKED || !isOurs()) {
                    break;
                }
                query = query(page.next());
            }
        }
        asked = seen;
    }

    private Views.Query query(String after) {
        var passed =
                new Views.Filter(
                        Due.FIELD,
                        Views.Comparison.AT_MOST,
                        Due.text(clock.instant().minusMillis(1)));
        return new Views.Query(List.of(passed), Due.FIELD, false, after, AT_ONCE);
    }

    private void ask(ViewSchema schema, List<Views.Row> rows, Set<String> seen) {
        var answers = new ArrayList<CompletableFuture<?>>();
        for (var row : rows) {
            var due = (Due) Json.MAPPER.readValue(row.json(), schema.row());
            var key = "due/" + schema.name() + "/" + row.key() + "/" + due.dueAt();
            seen.add(key);
            if (!asked.contains(key)) {
                answers.add(send(due, TenantKey.read(row.key()).tenant(), key));
            }
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<?> send(Due due, String tenant, String key) {
        var now = clock.instant();
        late.record(Duration.between(Instant.parse(due.dueAt()), now));
        return commands.send(
                        new Request(
                                UniqueId.next(),
                                due.capability(),
                                due.command(),
                                Json.MAPPER.writeValueAsBytes(due.body()),
                                Caller.PLATFORM.in(tenant),
                                key,
                                now,
                                ""))
                .handle((_, failure) -> {
                    if (failure != null && !isAnswer(failure)) {
                        throw new CompletionException(failure);
                    }
                    return key;
                });
    }

    /** Whether the command was decided, though not as the row would have it. */
    private static boolean isAnswer(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Refused refused && refused.kind() == Refused.Kind.CONFLICT;
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the scheduler does not stop");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (shared) {
            claims.release();
        }
    }
}
