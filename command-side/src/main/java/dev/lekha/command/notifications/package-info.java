/** Decisions about notifications. */
@NullMarked
package dev.lekha.command.notifications;

import org.jspecify.annotations.NullMarked;
