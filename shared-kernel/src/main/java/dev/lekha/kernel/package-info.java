/**
 * What every side of the platform speaks: facts, identities, money, refusals. No I/O and no
 * framework runtime.
 */
@NullMarked
package dev.lekha.kernel;

import org.jspecify.annotations.NullMarked;
