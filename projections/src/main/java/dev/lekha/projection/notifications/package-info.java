/** Views of notifications. */
@NullMarked
package dev.lekha.projection.notifications;

import org.jspecify.annotations.NullMarked;
