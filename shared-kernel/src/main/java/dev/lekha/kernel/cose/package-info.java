/** Signatures of RFC 9052, read and written in one form only. No I/O. */
@NullMarked
package dev.lekha.kernel.cose;

import org.jspecify.annotations.NullMarked;
