/** Commands that are their own decisions, and the one bridge that carries them out. */
@NullMarked
package dev.lekha.command;

import org.jspecify.annotations.NullMarked;
