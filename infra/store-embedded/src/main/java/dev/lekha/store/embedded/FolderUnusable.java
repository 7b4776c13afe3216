package dev.lekha.store.embedded;

import dev.lekha.store.segment.LogDamaged;

/**
 * The data folder cannot be used, for a reason that whoever named it can mend: the message says
 * which.
 */
public final class FolderUnusable extends IllegalStateException {
    FolderUnusable(String sentence) {
        super(sentence);
    }

    FolderUnusable(LogDamaged damage) {
        super(damage.getMessage(), damage);
    }
}
