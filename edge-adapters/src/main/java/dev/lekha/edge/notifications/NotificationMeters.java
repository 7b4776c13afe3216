package dev.lekha.edge.notifications;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What is counted of deliveries. */
final class NotificationMeters {
    final Counter delivered;
    final Counter withheld;
    final Counter failures;
    private final MeterRegistry registry;

    NotificationMeters(MeterRegistry registry) {
        this.registry = registry;
        delivered = registry.counter("lekha.notifications.delivered");
        withheld =
                Counter.builder("lekha.notifications.withheld")
                        .description("Matching events that the subscriber may not hear")
                        .register(registry);
        failures =
                Counter.builder("lekha.notifications.failures")
                        .description("Deliveries that broke on this side, and are begun again")
                        .register(registry);
    }

    void watch(Supplier<Number> subscriptions, Supplier<Number> inFlight) {
        Gauge.builder("lekha.notifications.subscriptions", subscriptions).register(registry);
        Gauge.builder("lekha.notifications.in.flight", inFlight).register(registry);
    }

    void failed(String reason) {
        registry.counter("lekha.notifications.attempts.failed", "reason", reason).increment();
    }

    void dead(String reason) {
        registry.counter("lekha.notifications.dead", "reason", reason).increment();
    }
}
