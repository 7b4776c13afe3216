/**
 * Trusted time after RFC 3161: an authority of our own, others by URL, and what their tokens prove.
 */
@NullMarked
package dev.lekha.crypto.time;

import org.jspecify.annotations.NullMarked;
