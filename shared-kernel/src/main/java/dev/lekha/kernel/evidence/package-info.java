/** Facts about what was refused and what can be proven. */
@NullMarked
package dev.lekha.kernel.evidence;

import org.jspecify.annotations.NullMarked;
