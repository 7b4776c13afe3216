/** Commands of the capability access. */
@NullMarked
package dev.lekha.command.access;

import org.jspecify.annotations.NullMarked;
