package dev.lekha.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;

/** Histograms of nanoseconds, and what is read off them. */
final class Latencies {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private Latencies() {}

    /** One that any number of threads may record into. */
    static ConcurrentHistogram histogram() {
        return new ConcurrentHistogram(LONGEST, DIGITS);
    }

    static void record(AbstractHistogram into, long nanos) {
        into.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    /** The whole distribution in microseconds, as HdrHistogram's plotters read it. */
    static void write(AbstractHistogram of, Path file) throws IOException {
        try (var out = new PrintStream(Files.newOutputStream(file), false, UTF_8)) {
            of.outputPercentileDistribution(out, 1e3);
        }
    }

    static double micros(AbstractHistogram of, double percentile) {
        return of.getValueAtPercentile(percentile) / 1e3;
    }
}
