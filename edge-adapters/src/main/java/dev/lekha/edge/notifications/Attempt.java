package dev.lekha.edge.notifications;

import java.time.Duration;

/** What came of one attempt to deliver a notification. */
sealed interface Attempt {
    /** The receiver has taken it. */
    record Taken() implements Attempt {}

    /**
     * Another time may bring another answer.
     *
     * @param reason a stable code
     * @param pause for which the receiver asked, or zero
     */
    record Failed(String reason, String detail, Duration pause) implements Attempt {}

    /**
     * It will never be taken.
     *
     * @param reason a stable code; {@code gone} ends the subscription
     */
    record Hopeless(String reason, String detail) implements Attempt {}

    static Attempt failed(String reason, String detail) {
        return new Failed(reason, detail, Duration.ZERO);
    }
}
