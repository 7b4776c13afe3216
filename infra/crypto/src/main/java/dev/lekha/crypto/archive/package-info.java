/** Evidence records (RFC 4998): proof for longer than keys and digests last. */
@NullMarked
package dev.lekha.crypto.archive;

import org.jspecify.annotations.NullMarked;
