/**
 * What every store must pass. A store's tests extend these classes and name the store; they add
 * nothing.
 */
@NullMarked
package dev.lekha.store.tck;

import org.jspecify.annotations.NullMarked;
