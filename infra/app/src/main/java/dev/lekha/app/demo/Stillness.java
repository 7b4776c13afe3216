package dev.lekha.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Knows when all that follows from what was sent has followed: every follower has taken the log to
 * its end, and none has thereby made it longer.
 */
record Stillness(Api operator) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The position at which the platform came to rest. */
    long await() throws IOException, InterruptedException {
        var until = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(until)) {
            var head = head();
            if (allHaveTaken(head) && head() == head) {
                return head;
            }
            // The door holds this back until the view is there, so nothing spins.
            operator.ask("/api/views/cdrs?limit=1&min-position=" + (head + 1));
        }
        throw new IllegalStateException(
                "the platform does not come to rest: " + operator.get("/actuator/followers"));
    }

    private long head() throws IOException, InterruptedException {
        return operator.get("/api/log/head").path("position").longValue();
    }

    private boolean allHaveTaken(long position) throws IOException, InterruptedException {
        var followers = operator.get("/actuator/followers");
        return StreamSupport.stream(followers.spliterator(), false)
                .allMatch(follower -> stands(follower, position));
    }

    private static boolean stands(JsonNode follower, long position) {
        if (!follower.path("state").stringValue().equals("following")) {
            throw new IllegalStateException("a follower cannot go on: " + follower);
        }
        return follower.path("position").longValue() >= position;
    }
}
