/** Views of the capability evidence. */
@NullMarked
package dev.lekha.projection.evidence;

import org.jspecify.annotations.NullMarked;
