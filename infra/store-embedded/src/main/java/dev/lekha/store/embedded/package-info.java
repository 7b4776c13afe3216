/** The store of one process in one folder, on SQLite: log, tokens and views. */
@NullMarked
package dev.lekha.store.embedded;

import org.jspecify.annotations.NullMarked;
