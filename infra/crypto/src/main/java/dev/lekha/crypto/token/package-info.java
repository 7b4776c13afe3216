/** Keys in tokens of PKCS#11, by calls of the C functions of the token's own library. */
@NullMarked
package dev.lekha.crypto.token;

import org.jspecify.annotations.NullMarked;
