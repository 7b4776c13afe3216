/** What a device and its maker have of their own: keys, and certificates for them. */
@NullMarked
package dev.lekha.devices;

import org.jspecify.annotations.NullMarked;
