package dev.lekha.bench;

import java.time.Duration;
import picocli.CommandLine.Option;

/**
 * How long is measured, and how often. On two cores the longest paths are being compiled for more
 * than a minute; rounds before that measure the compiler.
 */
final class Rounds {
    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Rounds, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "Of each round (default: ${DEFAULT-VALUE}).")
    private double seconds = 5;

    @Option(
            names = "--warm-up",
            defaultValue = "90",
            description = "Seconds before the first round (default: ${DEFAULT-VALUE}).")
    private double warmUp = 90;

    int count() {
        return rounds;
    }

    Duration each() {
        return duration(seconds);
    }

    Duration warmUp() {
        return duration(warmUp);
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
