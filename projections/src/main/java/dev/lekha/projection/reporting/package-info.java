/** Views of the capability reporting. */
@NullMarked
package dev.lekha.projection.reporting;

import org.jspecify.annotations.NullMarked;
