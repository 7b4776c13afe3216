package dev.lekha.app;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** How long commits of the log take and how much they carry. */
final class CommitMeters {
    private final Timer commits;
    private final DistributionSummary sizes;

    CommitMeters(MeterRegistry meters) {
        commits =
                Timer.builder("lekha.log.append")
                        .description("From taking up a batch until it is durable")
                        .publishPercentileHistogram()
                        .register(meters);
        sizes =
                DistributionSummary.builder("lekha.log.commit.events")
                        .description("Events made durable together")
                        .register(meters);
    }

    /** What the log of every store tells, read when it is asked for. */
    static <L> void register(
            MeterRegistry meters,
            L log,
            ToDoubleFunction<L> waiting,
            ToDoubleFunction<L> conflicts) {
        Gauge.builder("lekha.log.waiting", log, waiting)
                .description("Appends that wait for the writer")
                .strongReference(true)
                .register(meters);
        FunctionCounter.builder("lekha.log.conflicts", log, conflicts)
                .description("Appends refused because something that matters came between")
                .register(meters);
    }

    void committed(int events, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        sizes.record(events);
    }
}
