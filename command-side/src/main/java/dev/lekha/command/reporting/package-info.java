/** Commands of the capability reporting. */
@NullMarked
package dev.lekha.command.reporting;

import org.jspecify.annotations.NullMarked;
