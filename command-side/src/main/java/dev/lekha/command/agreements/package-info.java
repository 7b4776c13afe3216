/** Decisions about agreements. */
@NullMarked
package dev.lekha.command.agreements;

import org.jspecify.annotations.NullMarked;
