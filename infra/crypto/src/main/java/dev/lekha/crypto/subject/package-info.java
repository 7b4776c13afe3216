@NullMarked
package dev.lekha.crypto.subject;

import org.jspecify.annotations.NullMarked;
