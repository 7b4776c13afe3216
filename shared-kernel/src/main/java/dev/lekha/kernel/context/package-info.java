/** Facts about what nodes are and how they fare. */
@NullMarked
package dev.lekha.kernel.context;

import org.jspecify.annotations.NullMarked;
