package dev.lekha.app;

import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What operators see of the log: how long commits take, how much they carry, what waits. */
final class StoreMeters implements CommitObserver {
    private final MeterRegistry meters;
    private final Timer commits;
    private final DistributionSummary sizes;

    StoreMeters(MeterRegistry meters) {
        this.meters = meters;
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

    @Override
    public void committed(int events, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        sizes.record(events);
    }

    void watch(EmbeddedStore store) {
        Gauge.builder("lekha.log.waiting", () -> store.log().waiting())
                .description("Appends that wait for the writer")
                .register(meters);
        Gauge.builder("lekha.log.head", () -> store.reader().head())
                .description("Position of the last event")
                .register(meters);
        Gauge.builder("lekha.log.segments", () -> store.log().inventory().segments())
                .description("Files that hold the log")
                .register(meters);
        Gauge.builder("lekha.log.unindexed", () -> store.log().inventory().missing())
                .description("Segments whose index is being made anew; sourcing waits for them")
                .register(meters);
        FunctionCounter.builder("lekha.log.conflicts", store.log(), log -> log.conflicts())
                .description("Appends refused because something that matters came between")
                .register(meters);
    }
}
