package dev.lekha.crypto.time;

import java.time.Duration;
import java.util.Optional;

/** Watches how far the clock of this machine may be off. */
@FunctionalInterface
public interface ClockOffset {
    /** The most that it may be off now, in either direction; empty where nobody knows. */
    Optional<Duration> bound();
}
