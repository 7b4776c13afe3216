package dev.lekha.kernel.charging;

import dev.lekha.kernel.Rational;
import java.time.Instant;

/** What a cumulative register showed at a time, in the meter's unit. */
public record RegisterReading(Instant time, Rational value) {}
