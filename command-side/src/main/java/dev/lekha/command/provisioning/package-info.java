/** Decisions about imports of many rows. */
@NullMarked
package dev.lekha.command.provisioning;

import org.jspecify.annotations.NullMarked;
