package dev.lekha.bench;

import dev.lekha.app.AxonWiring;
import dev.lekha.app.Discovery;
import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.command.Deciding;
import dev.lekha.command.DecidingMeters;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** The command side over its store, durable, without doors, views and policies. */
final class Core implements AutoCloseable {
    private final Path folder = LoopbackPlatform.newFolder();
    private final EventCatalogue events = Discovery.events();
    private final EmbeddedStore store;
    private final AxonConfiguration axon;
    private final Commands commands;

    Core() {
        var converter = new AtomicReference<Converter>();
        store = EmbeddedStore.open(folder, converter::get, Clock.systemUTC(), CommitObserver.NONE);
        var catalogue = Discovery.commands();
        var meters = new DecidingMeters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        axon =
                AxonWiring.configurer(
                                store.log(), events, catalogue, Deciding.Limits.DEFAULT, meters)
                        .build();
        axon.start();
        converter.set(axon.getComponent(Converter.class));
        commands = axon.getComponent(Deciding.class)::decide;
    }

    Commands commands() {
        return commands;
    }

    EventStorageEngine engine() {
        return store.log();
    }

    Log log() {
        return store.reader();
    }

    EventCatalogue events() {
        return events;
    }

    @Override
    public void close() {
        axon.shutdown();
        store.close();
        LoopbackPlatform.delete(folder);
    }
}
