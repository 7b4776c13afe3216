/** Figures against yardsticks, measured in the same run: {@code ./lekha bench NAME}. */
@NullMarked
package dev.lekha.bench;

import org.jspecify.annotations.NullMarked;
