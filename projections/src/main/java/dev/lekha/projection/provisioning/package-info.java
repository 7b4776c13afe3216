/** Views of imports. */
@NullMarked
package dev.lekha.projection.provisioning;

import org.jspecify.annotations.NullMarked;
