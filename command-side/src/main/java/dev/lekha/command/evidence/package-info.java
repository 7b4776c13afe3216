/** What is kept so that it cannot be denied later. */
@NullMarked
package dev.lekha.command.evidence;

import org.jspecify.annotations.NullMarked;
