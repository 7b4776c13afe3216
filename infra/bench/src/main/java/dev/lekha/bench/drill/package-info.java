/**
 * Failure drills: {@code ./lekha drill NAME}. A small site under load is hurt, and what it has
 * acknowledged is looked for afterwards.
 */
@NullMarked
package dev.lekha.bench.drill;

import org.jspecify.annotations.NullMarked;
