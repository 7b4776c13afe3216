/**
 * Evidence to carry away: a range of the log with all that proves it, and the verifier that needs
 * no network. Drawn in {@code infra/docs/formats/bundle.md}; a second verifier stands in {@code
 * infra/verify-py}.
 */
@NullMarked
package dev.lekha.crypto.bundle;

import org.jspecify.annotations.NullMarked;
