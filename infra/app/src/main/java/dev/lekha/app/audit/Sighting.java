package dev.lekha.app.audit;

import dev.lekha.crypto.tree.TreeHead;

/** What one look at a running log has shown. */
sealed interface Sighting {
    /** The log has a checkpoint that continues all that was seen before. */
    record Continued(TreeHead before, TreeHead now) implements Sighting {
        boolean isUnchanged() {
            return before.equals(now);
        }
    }

    /** There was no answer, or not all of one; it may come later. */
    record Unreachable(String why) implements Sighting {}

    /** What an honest log does not do. */
    record Alarm(Kind kind, String sentence) implements Sighting {}

    /** Kinds of alarm, by the exit code that tells them. */
    enum Kind {
        /** Two histories, both signed by the log. */
        FORK(30),
        /** Less than was shown before, signed by the log. */
        ROLLBACK(31),
        /** It shows nothing, or nothing new. */
        STOPPED(32),
        /** A receipt's message is not published by the time that the receipt names. */
        BROKEN_PROMISE(33),
        /** A checkpoint that is not signed, or tiles that do not prove it. */
        UNPROVEN(40);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }
}
