package dev.lekha.command;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What operators see of deciding. */
public final class DecidingMeters {
    private final MeterRegistry registry;
    private final Timer accepted;
    private final Counter conflicts;
    private final Counter repeated;

    public DecidingMeters(MeterRegistry registry) {
        this.registry = registry;
        accepted =
                Timer.builder("lekha.commands")
                        .description("From question to durable answer")
                        .publishPercentileHistogram()
                        .register(registry);
        conflicts =
                Counter.builder("lekha.commands.conflicts")
                        .description("Decisions taken again because another append came between")
                        .register(registry);
        repeated =
                Counter.builder("lekha.commands.repeated")
                        .description("Requests answered with their first answer")
                        .register(registry);
    }

    void watch(Supplier<Number> inFlight, Supplier<Number> cached) {
        Gauge.builder("lekha.commands.in.flight", inFlight).register(registry);
        Gauge.builder("lekha.commands.cached.states", cached).register(registry);
    }

    void conflict() {
        conflicts.increment();
    }

    void decided(long nanos, @Nullable Answer answer, @Nullable Throwable failure) {
        if (answer != null) {
            accepted.record(nanos, TimeUnit.NANOSECONDS);
            if (answer.repeated()) {
                repeated.increment();
            }
        } else if (failure != null) {
            var cause = failure instanceof CompletionException ? failure.getCause() : failure;
            refused(cause instanceof Refused refused ? refused.code() : "failed");
        }
    }

    void refused(String reason) {
        registry.counter("lekha.commands.refused", "reason", reason).increment();
    }
}
