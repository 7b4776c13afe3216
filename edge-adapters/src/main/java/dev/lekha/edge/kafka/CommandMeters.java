package dev.lekha.edge.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** What the way in does, in figures: {@code lekha.kafka.commands.*}. */
final class CommandMeters {
    final Counter received;
    final Counter accepted;
    final Counter repeated;
    final Counter setAside;
    final Counter retries;
    private final MeterRegistry registry;

    CommandMeters(MeterRegistry registry) {
        this.registry = registry;
        this.received = registry.counter("lekha.kafka.commands.received");
        this.accepted = registry.counter("lekha.kafka.commands.accepted");
        this.repeated = registry.counter("lekha.kafka.commands.repeated");
        this.setAside = registry.counter("lekha.kafka.commands.dead");
        this.retries = registry.counter("lekha.kafka.commands.retries");
    }

    void refused(String code) {
        setAside.increment();
        registry.counter("lekha.refused.input", "door", "kafka", "reason", code).increment();
    }

    void watch(IntSupplier inFlight) {
        Gauge.builder("lekha.kafka.commands.in.flight", inFlight, IntSupplier::getAsInt)
                .strongReference(true)
                .register(registry);
    }
}
