/** Facts about what devices report. */
@NullMarked
package dev.lekha.kernel.reporting;

import org.jspecify.annotations.NullMarked;
