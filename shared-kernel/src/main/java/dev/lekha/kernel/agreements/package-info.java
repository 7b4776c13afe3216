/** Agreements of applications on mutual exchange. */
@NullMarked
package dev.lekha.kernel.agreements;

import org.jspecify.annotations.NullMarked;
