@NullMarked
package dev.lekha.app.privacy;

import org.jspecify.annotations.NullMarked;
