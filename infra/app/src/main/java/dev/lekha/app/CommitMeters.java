package dev.lekha.app;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

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

    void committed(int events, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        sizes.record(events);
    }
}
