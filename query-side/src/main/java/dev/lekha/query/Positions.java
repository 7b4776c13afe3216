package dev.lekha.query;

import java.time.Duration;

/** How far views have come; answered by whoever moves them. */
public interface Positions {
    /**
     * Waits until the view stands at the position or behind it; false where it does not in time.
     */
    boolean await(String view, long position, Duration atMost) throws InterruptedException;
}
