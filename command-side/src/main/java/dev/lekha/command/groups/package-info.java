/** Commands of the capability groups. */
@NullMarked
package dev.lekha.command.groups;

import org.jspecify.annotations.NullMarked;
