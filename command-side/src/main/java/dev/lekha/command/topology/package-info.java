/** Decisions about how entities are related. */
@NullMarked
package dev.lekha.command.topology;

import org.jspecify.annotations.NullMarked;
