/** A Kafka broker for tests. */
@NullMarked
package dev.lekha.kafka;

import org.jspecify.annotations.NullMarked;
