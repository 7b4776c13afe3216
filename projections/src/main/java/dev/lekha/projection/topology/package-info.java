/** Views of how entities are related. */
@NullMarked
package dev.lekha.projection.topology;

import org.jspecify.annotations.NullMarked;
