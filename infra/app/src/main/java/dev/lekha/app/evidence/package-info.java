/** The log is published: tiles, signed checkpoints and time stamps, as files and over HTTP. */
@NullMarked
package dev.lekha.app.evidence;

import org.jspecify.annotations.NullMarked;
