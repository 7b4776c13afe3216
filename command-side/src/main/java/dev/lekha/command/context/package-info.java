/** Decisions about what nodes are and how they fare. */
@NullMarked
package dev.lekha.command.context;

import org.jspecify.annotations.NullMarked;
