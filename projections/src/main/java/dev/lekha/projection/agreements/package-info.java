/** Views of agreements. */
@NullMarked
package dev.lekha.projection.agreements;

import org.jspecify.annotations.NullMarked;
