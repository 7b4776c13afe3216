/** Commands of the capability registration. */
@NullMarked
package dev.lekha.command.registration;

import org.jspecify.annotations.NullMarked;
