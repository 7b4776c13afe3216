/** Views of the capability groups. */
@NullMarked
package dev.lekha.projection.groups;

import org.jspecify.annotations.NullMarked;
