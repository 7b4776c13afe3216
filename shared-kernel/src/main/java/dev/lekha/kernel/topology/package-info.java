/** Facts about how entities are related. */
@NullMarked
package dev.lekha.kernel.topology;

import org.jspecify.annotations.NullMarked;
