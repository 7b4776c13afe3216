package dev.lekha.app;

import dev.lekha.command.Deciding;
import dev.lekha.command.DecidingMeters;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Role;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.axonframework.common.configuration.AxonConfiguration;

/** The core without doors, over a real store in a folder. */
final class Core implements AutoCloseable {
    static final Caller OPERATOR =
            new Caller("operator", "default", Set.of(Role.OPERATOR), Set.of());

    final EmbeddedStore store;
    final AxonConfiguration axon;
    final Commands commands;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    Core(Path folder) {
        var events = Discovery.events();
        var catalogue = Discovery.commands();
        store =
                EmbeddedStore.open(
                        folder,
                        () -> new EventJson(events),
                        Clock.systemUTC(),
                        CommitObserver.NONE);
        axon =
                AxonWiring.configurer(
                                store.log(),
                                events,
                                catalogue,
                                Deciding.Limits.DEFAULT,
                                new DecidingMeters(meters))
                        .build();
        axon.start();
        commands = axon.getComponent(Deciding.class)::decide;
    }

    CompletableFuture<Answer> send(String capability, String command, String body, String key) {
        return commands.send(request(capability, command, body, key, OPERATOR));
    }

    static Request request(
            String capability, String command, String body, String key, Caller caller) {
        return new Request(
                UUID.randomUUID().toString(),
                capability,
                command,
                body.getBytes(StandardCharsets.UTF_8),
                caller,
                key,
                Instant.parse("2026-11-23T12:00:00Z"),
                "");
    }

    /** Stored names, in the order of the log. */
    List<String> types() {
        return stored().map(Log.Stored::type).toList();
    }

    /** Bodies of the events of a name, in the order of the log. */
    List<String> bodies(String type) {
        return stored().filter(event -> event.type().equals(type))
                .map(event -> new String(event.body(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Tags of all events of a name. */
    List<String> tags(String type) {
        return stored().filter(event -> event.type().equals(type))
                .flatMap(event -> event.tags().stream())
                .toList();
    }

    private Stream<Log.Stored> stored() {
        var events = new ArrayList<Log.Stored>();
        try (var cursor = store.reader().after(0, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                events.add(next.get());
            }
        }
        return events.stream();
    }

    @Override
    public void close() {
        axon.shutdown();
        store.close();
    }
}
