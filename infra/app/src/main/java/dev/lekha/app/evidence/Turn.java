package dev.lekha.app.evidence;

import dev.lekha.crypto.Invalid;

/** Which of several processes does what only one may do. */
public interface Turn {
    /** Whether it is this one's from now on, for as long as it asks again in time. */
    boolean isOurs();

    /**
     * Notes for all processes in which folder the log is published.
     *
     * @param id of the folder
     * @throws Invalid where another process has noted another one
     */
    void requireFolder(long id);

    /** Leaves it to whoever asks next. */
    void release();

    /** Of a process that has the log for itself. */
    Turn ALWAYS =
            new Turn() {
                @Override
                public boolean isOurs() {
                    return true;
                }

                @Override
                public void requireFolder(long id) {
                    // Its own one.
                }

                @Override
                public void release() {
                    // There is nobody else.
                }
            };
}
