package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;

/** Where appends go to be written. */
interface Appending extends AutoCloseable {
    /** Answers the append at once or later. */
    void submit(Append append);

    /** Appends that wait. */
    int waiting();

    /** Events appended so far. */
    long appended();

    /** Appends refused so far because of an event that they did not know. */
    long conflicts();

    @Override
    void close();

    /** Of a log that was opened to read only. */
    Appending REFUSED = new Refusing();

    static <T> T refuse() {
        throw new Refused(
                Refused.Kind.FORBIDDEN, "store-read-only", "The store was opened to read only.");
    }

    /** Takes nothing. */
    record Refusing() implements Appending {
        @Override
        public void submit(Append append) {
            refuse();
        }

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public long appended() {
            return 0;
        }

        @Override
        public long conflicts() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
