/** The platform's private keys: one for each role, each in a file that only its owner reads. */
@NullMarked
package dev.lekha.crypto.key;

import org.jspecify.annotations.NullMarked;
