package dev.lekha.store.segment;

import java.nio.file.Path;

/**
 * Something that is not as it was written.
 *
 * @param at the byte of the file where it begins
 * @param position the first that it concerns
 * @param finding what is wrong, as the second half of a sentence
 */
public record Flaw(Kind kind, Path file, long at, long position, String finding) {
    /** Where it is, which says how it is mended. */
    public enum Kind {
        /** In a segment: events cannot be read as they were written. */
        SEGMENT("lekha log repair --from-backup FOLDER"),
        /** In the tail mark: nobody can tell whether the end of the log was cut. */
        TAIL("it is written anew when the platform runs"),
        /** In a sidecar, which holds nothing of its own. */
        SIDECAR("it is made anew by the platform, at its next start at the latest");

        private final String mend;

        Kind(String mend) {
            this.mend = mend;
        }

        /** How it is mended. */
        public String mend() {
            return mend;
        }
    }
}
