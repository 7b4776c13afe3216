package dev.lekha.kernel;

import java.time.Instant;

/**
 * One event as the log holds it.
 *
 * @param position the event's place in the total order, from 1, without gaps
 * @param id the event's own id, unique in the log
 * @param recordedAt when the door received what led to it, in microseconds
 * @param actor who caused it
 * @param tenant whose data it is
 * @param event what happened
 */
public record Fact(
        long position,
        String id,
        Instant recordedAt,
        String actor,
        String tenant,
        DomainEvent event) {}
