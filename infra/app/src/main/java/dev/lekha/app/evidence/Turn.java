package dev.lekha.app.evidence;

/** Which of several processes does what only one may do. */
public interface Turn {
    /** Whether it is this one's from now on, for as long as it asks again in time. */
    boolean isOurs();

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
                public void release() {
                    // There is nobody else.
                }
            };
}
