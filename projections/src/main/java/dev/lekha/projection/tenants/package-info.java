/** Which tenants there are. */
@NullMarked
package dev.lekha.projection.tenants;

import org.jspecify.annotations.NullMarked;
