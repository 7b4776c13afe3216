/** Folds that turn events into views, and the port behind which views are stored. */
@NullMarked
package dev.lekha.projection;

import org.jspecify.annotations.NullMarked;
