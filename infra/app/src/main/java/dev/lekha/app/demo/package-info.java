/** {@code lekha demo}: a town of meters, and the proof that its money adds up. */
@NullMarked
package dev.lekha.app.demo;

import org.jspecify.annotations.NullMarked;
