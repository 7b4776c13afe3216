/** Certificates of devices: reading them, and judging whether an authority vouches for them. */
@NullMarked
package dev.lekha.kernel.pki;

import org.jspecify.annotations.NullMarked;
