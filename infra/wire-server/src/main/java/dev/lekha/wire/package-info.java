/** A server that speaks MongoDB's protocol, for tests and benchmarks. */
@NullMarked
package dev.lekha.wire;

import org.jspecify.annotations.NullMarked;
