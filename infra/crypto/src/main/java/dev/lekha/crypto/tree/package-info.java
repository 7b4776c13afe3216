/** The Merkle tree of RFC 6962 (RFC 9162, 2.1) over the leaves of the log, and its proofs. */
@NullMarked
package dev.lekha.crypto.tree;

import org.jspecify.annotations.NullMarked;
