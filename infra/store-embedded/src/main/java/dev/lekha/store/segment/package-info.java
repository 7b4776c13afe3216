/**
 * The log of one process: append-only segments with an index beside each. The formats are drawn in
 * {@code infra/docs/formats/segments.md}.
 */
@NullMarked
package dev.lekha.store.segment;

import org.jspecify.annotations.NullMarked;
