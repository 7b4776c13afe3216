/** What is known of a thing by name and value, and conditions over it. */
@NullMarked
package dev.lekha.kernel.predicate;

import org.jspecify.annotations.NullMarked;
