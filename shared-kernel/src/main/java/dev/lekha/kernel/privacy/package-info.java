@NullMarked
package dev.lekha.kernel.privacy;

import org.jspecify.annotations.NullMarked;
