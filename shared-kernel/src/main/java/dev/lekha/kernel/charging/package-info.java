/** Facts about metered registers, tariffs, usage, charging records and accounting periods. */
@NullMarked
package dev.lekha.kernel.charging;

import org.jspecify.annotations.NullMarked;
