/**
 * The Kafka doors: the {@link dev.lekha.edge.kafka.Feed} writes what is in the log to topics, each
 * event once; the {@link dev.lekha.edge.kafka.CommandIntake} takes commands from a topic. Neither
 * runs unless {@code lekha.kafka.bootstrap-servers} is set.
 */
@NullMarked
package dev.lekha.edge.kafka;

import org.jspecify.annotations.NullMarked;
