package dev.lekha.query;

import dev.lekha.kernel.Refused;
import java.time.Duration;
import java.util.Map;

/** How far views have come; answered by whoever moves them. */
public interface Positions {
    /**
     * Waits until the view stands at the position or behind it; false where it does not in time.
     */
    boolean await(String view, long position, Duration atMost) throws InterruptedException;

    /**
     * Waits for what the parameter {@code min-position} asks for.
     *
     * @throws Refused of kind busy where the view does not come there in time
     */
    default void require(String view, Map<String, String[]> parameters, Duration atMost) {
        require(
                view,
                ViewQuestion.number(parameters, "min-position", 0, Long.MAX_VALUE, 0),
                atMost);
    }

    /**
     * Waits until the view stands at the position or behind it.
     *
     * @throws Refused of kind busy where it does not in time, or the wait is interrupted
     */
    default void require(String view, long position, Duration atMost) {
        try {
            if (await(view, position, atMost)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new Refused(
                Refused.Kind.BUSY,
                "position-not-reached",
                view + " has not come to position " + position + ".");
    }
}
