/** Naming schemes: which texts are names of each, and how each is written one way only. */
@NullMarked
package dev.lekha.kernel.naming;

import org.jspecify.annotations.NullMarked;
