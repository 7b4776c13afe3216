/** Views of what nodes are and how they fare. */
@NullMarked
package dev.lekha.projection.context;

import org.jspecify.annotations.NullMarked;
