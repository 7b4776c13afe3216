/**
 * The stored record of an event, which is the Merkle leaf: the same bytes in every store. Drawn in
 * {@code infra/docs/formats/segments.md}.
 */
@NullMarked
package dev.lekha.kernel.leaf;

import org.jspecify.annotations.NullMarked;
