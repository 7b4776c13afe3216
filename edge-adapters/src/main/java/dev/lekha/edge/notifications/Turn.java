package dev.lekha.edge.notifications;

/** Which of several processes delivers: one at a time. */
public interface Turn {
    /** Whether it is this process from now on, for as long as it asks again in time. */
    boolean isHeld();

    /** Leaves it to whoever asks next. */
    void release();
}
