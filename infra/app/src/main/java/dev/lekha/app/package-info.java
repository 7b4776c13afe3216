/** The all-in-one: finds the capabilities, wires the core over a store, and runs the doors. */
@NullMarked
package dev.lekha.app;

import org.jspecify.annotations.NullMarked;
