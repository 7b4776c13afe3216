/** {@code lekha keys}: the keys that sign, and their rotation by the word of an offline root. */
@NullMarked
package dev.lekha.app.keys;

import org.jspecify.annotations.NullMarked;
