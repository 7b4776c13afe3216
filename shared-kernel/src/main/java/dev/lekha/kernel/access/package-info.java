/** Who may do what with whose entities. */
@NullMarked
package dev.lekha.kernel.access;

import org.jspecify.annotations.NullMarked;
