/** Facts about nodes, application entities, their names and credentials. */
@NullMarked
package dev.lekha.kernel.registration;

import org.jspecify.annotations.NullMarked;
