/** The door of files with many rows, each of which is a command of its own. */
@NullMarked
package dev.lekha.edge.provisioning;

import org.jspecify.annotations.NullMarked;
