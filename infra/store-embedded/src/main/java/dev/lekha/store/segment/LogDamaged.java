package dev.lekha.store.segment;

import java.nio.file.Path;

/** The log cannot be opened, since what it acknowledged is not there as it was written. */
public final class LogDamaged extends IllegalStateException {
    private final String finding;

    LogDamaged(Path file, String finding) {
        super(
                "%s is damaged: %s. \"lekha log check\" says what is whole, \"lekha log repair --from-backup\" mends it."
                        .formatted(file, finding));
        this.finding = finding;
    }

    /** What is wrong with the file. */
    public String finding() {
        return finding;
    }
}
