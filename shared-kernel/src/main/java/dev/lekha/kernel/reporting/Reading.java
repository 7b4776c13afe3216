package dev.lekha.kernel.reporting;

import java.time.Instant;

/**
 * One resolved SenML record (RFC 8428, 4.6): name and time absolute, base values applied.
 *
 * @param metric what is measured; the SenML name without the node's own prefix
 * @param unit from the SenML units registry, or empty
 * @param time when it was measured, in microseconds
 */
public record Reading(String metric, String unit, Instant time, Value value) {}
