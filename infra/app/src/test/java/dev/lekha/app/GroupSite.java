package dev.lekha.app;

import dev.lekha.command.Deciding;
import dev.lekha.command.DecidingMeters;
import dev.lekha.command.Decision;
import dev.lekha.command.Reacting;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Projection;
import dev.lekha.projection.Views;
import dev.lekha.wire.WireServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;

/** The core over either store, asked by threads of this process; policies and views by hand. */
final class GroupSite implements RaceSite, Racer.Asking, ProcessSite.Ground {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final EventCatalogue events = Discovery.events();
    private final Store store;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AxonConfiguration axon;
    private final Deciding deciding;
    private final List<Reacting> policies;

    private GroupSite(Store store) {
        this.store = store;
        axon =
                AxonWiring.configurer(
                                store.log(),
                                events,
                                Discovery.commands(),
                                Deciding.Limits.DEFAULT,
                                new DecidingMeters(meters))
                        .build();
        axon.start();
        deciding = axon.getComponent(Deciding.class);
        policies =
                Discovery.policies().stream()
                        .map(policy -> new Reacting(policy, deciding))
                        .toList();
    }

    /**
     * @param store a folder, or the URI of a database
     */
    static GroupSite open(String store) {
        return store.startsWith("mongodb:") ? onServer(store) : inFolder(Path.of(store));
    }

    static GroupSite inFolder(Path folder) {
        var commits = new CommitMeters(new SimpleMeterRegistry());
        return new GroupSite(
                StoreInFolder.open(folder, Discovery.events(), Clock.systemUTC(), commits));
    }

    static GroupSite onServer(WireServer server) {
        return onServer(server.connection());
    }

    static GroupSite onServer(String connection) {
        var commits = new CommitMeters(new SimpleMeterRegistry());
        return new GroupSite(
                StoreOnServer.open(connection, Discovery.events(), Clock.systemUTC(), commits));
    }

    @Override
    public String ask(Decision<?> decision) {
        return deciding.decide(decision, UUID.randomUUID().toString(), NOW, "")
                .handle((answer, failure) ->
                        failure == null ? Told.of(0, answer) : Told.of(0, failure))
                .join()
                .outcome();
    }

    @Override
    public CompletableFuture<Answer> send(Ask ask) {
        return deciding.decide(ask.request());
    }

    /** Stores what happened, with nobody deciding it. */
    void happened(List<? extends DomainEvent> those) {
        Undecided.append(store.log(), events, those);
    }

    /** Each from a thread of its own. */
    @Override
    public List<String> race(List<? extends Decision<?>> decisions) {
        var start = new CyclicBarrier(decisions.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<String>>();
            for (var decision : decisions) {
                Callable<String> one =
                        () -> {
                            start.await();
                            return ask(decision);
                        };
                answers.add(threads.submit(one));
            }
            return IntStream.range(0, answers.size())
                    .mapToObj(at -> done(answers.get(at)))
                    .toList();
        }
    }

    private static String done(Future<String> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public long head() {
        return store.reader().head();
    }

    Log log() {
        return store.reader();
    }

    Views views() {
        return store.views();
    }

    EventCatalogue events() {
        return events;
    }

    List<Reacting> policies() {
        return policies;
    }

    Shared shared() {
        return new Shared(store.tokens(), store.isShared());
    }

    UnitOfWorkFactory units() {
        return axon.getComponent(UnitOfWorkFactory.class);
    }

    /** What was stored behind the position, in order. */
    List<Fact> facts(long after) {
        var facts = new ArrayList<Fact>();
        var head = head();
        try (var cursor = store.reader().after(after, Log.Filter.ALL)) {
            while (after + facts.size() < head) {
                facts.add(Facts.of(cursor.next(Duration.ofSeconds(10)).orElseThrow(), events));
            }
        }
        return facts;
    }

    @Override
    public List<Fact> settled(long after) {
        react(after);
        return facts(after);
    }

    @Override
    public long conflicts() {
        return (long) meters.get("lekha.commands.conflicts").counter().count();
    }

    /** Lets every policy hear what came behind the position, and what they bring about. */
    void react(long after) {
        for (var facts = facts(after); !facts.isEmpty(); facts = facts(after)) {
            after = facts.getLast().position();
            for (var policy : policies) {
                policy.follow(facts);
            }
        }
    }

    static <R extends Record> Projecting<R> projecting(Projection<R> projection, Views views) {
        return new Projecting<>(projection, views, _ -> {});
    }

    @Override
    public void close() {
        axon.shutdown();
        store.close();
    }
}
