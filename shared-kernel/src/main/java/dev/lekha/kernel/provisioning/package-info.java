/** Facts about imports of many rows. */
@NullMarked
package dev.lekha.kernel.provisioning;

import org.jspecify.annotations.NullMarked;
