/**
 * Signed text: c2sp.org/signed-note, tlog-checkpoint and tlog-cosignature. Drawn in {@code
 * infra/docs/formats/checkpoint.md}.
 */
@NullMarked
package dev.lekha.crypto.note;

import org.jspecify.annotations.NullMarked;
