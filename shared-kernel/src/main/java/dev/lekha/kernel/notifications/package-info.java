/** Subscriptions to events and what was delivered to whom. */
@NullMarked
package dev.lekha.kernel.notifications;

import org.jspecify.annotations.NullMarked;
