/** What applications may do, and what is whose. */
@NullMarked
package dev.lekha.projection.access;

import org.jspecify.annotations.NullMarked;
