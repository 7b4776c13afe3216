/** Views of the capability registration. */
@NullMarked
package dev.lekha.projection.registration;

import org.jspecify.annotations.NullMarked;
