/**
 * Others who watch that the log only grows: the rules of c2sp.org/tlog-witness, who of them must
 * have seen it (tlog-policy), and the proof that carries it all (tlog-proof).
 */
@NullMarked
package dev.lekha.crypto.witness;

import org.jspecify.annotations.NullMarked;
