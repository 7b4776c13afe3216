@NullMarked
package dev.lekha.projection.privacy;

import org.jspecify.annotations.NullMarked;
