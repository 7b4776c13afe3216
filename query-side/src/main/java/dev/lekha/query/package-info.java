/** Doors for readers: any view by its name, and the log itself. */
@NullMarked
package dev.lekha.query;

import org.jspecify.annotations.NullMarked;
