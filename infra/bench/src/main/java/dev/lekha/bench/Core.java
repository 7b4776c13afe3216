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
import dev.lekha.store.mongo.MongoStore;
import dev.lekha.store.segment.CommitObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** The command side over a store, durable, without doors, views and policies. */
final class Core implements AutoCloseable {
    private final EventStorageEngine engine;
    private final Log log;
    private final EventCatalogue events = Discovery.events();
    private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AxonConfiguration axon;
    private final Commands commands;
    private final Runnable end;

    private Core(
            EventStorageEngine engine, Log log, AtomicReference<Converter> json, Runnable end) {
        this.engine = engine;
        this.log = log;
        this.end = end;
        var catalogue = Discovery.commands();
        axon =
                AxonWiring.configurer(
                                engine,
                                events,
                                catalogue,
                                Deciding.Limits.DEFAULT,
                                new DecidingMeters(meters))
                        .build();
        axon.start();
        json.set(axon.getComponent(Converter.class));
        commands = axon.getComponent(Deciding.class)::decide;
    }

    /** Over the embedded store, in a folder that goes with it. */
    static Core embedded() {
        var json = new AtomicReference<Converter>();
        var folder = LoopbackPlatform.newFolder();
        var store = EmbeddedStore.open(folder, json::get, Clock.systemUTC(), CommitObserver.NONE);
        return new Core(
                store.log(),
                store.reader(),
                json,
                () -> {
                    store.close();
                    LoopbackPlatform.delete(folder);
                });
    }

    /** Over a database that others write too. */
    static Core over(MongoStore store, AtomicReference<Converter> json) {
        return new Core(store.log(), store.reader(), json, store::close);
    }

    Commands commands() {
        return commands;
    }

    EventStorageEngine engine() {
        return engine;
    }

    Log log() {
        return log;
    }

    EventCatalogue events() {
        return events;
    }

    MeterRegistry meters() {
        return meters;
    }

    @Override
    public void close() {
        axon.shutdown();
        end.run();
    }
}
