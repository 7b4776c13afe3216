@NullMarked
package dev.lekha.command.privacy;

import org.jspecify.annotations.NullMarked;
