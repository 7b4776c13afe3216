/**
 * A yardstick of the log: the same contract kept by RocksDB, as one would build it without a log
 * engine of one's own.
 */
@NullMarked
package dev.lekha.bench.rocks;

import org.jspecify.annotations.NullMarked;
