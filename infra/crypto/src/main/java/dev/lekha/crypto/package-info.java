/**
 * What makes the log verifiable with other people's tools, offline. Pure functions and small ports;
 * formats are those of RFC 6962, RFC 3161 and C2SP as they stand.
 */
@NullMarked
package dev.lekha.crypto;

import org.jspecify.annotations.NullMarked;
