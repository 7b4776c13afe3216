/** Metering, rating and closing: from what meters report to charging data records. */
@NullMarked
package dev.lekha.command.charging;

import org.jspecify.annotations.NullMarked;
