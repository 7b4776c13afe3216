/** What all doors have in common. */
@NullMarked
package dev.lekha.edge;

import org.jspecify.annotations.NullMarked;
