package dev.lekha.kernel;

import java.time.Duration;
import java.util.Optional;

/**
 * Finds an event by its id without an index of ids: most ids say when they were made, and an event
 * is recorded soon after. Whatever is not found there is looked for everywhere.
 */
record IdSearch(Log log, String id) {
    /** More than any two clocks differ, and than any command waits. */
    private static final Duration AROUND = Duration.ofMinutes(1);

    Optional<Log.Stored> find() {
        return UniqueId.madeAt(id)
                .flatMap(made ->
                        between(
                                log.lastBefore(made.minus(AROUND)),
                                log.lastBefore(made.plus(AROUND))))
                .or(() -> between(0, log.head()));
    }

    /** The first one excluded, the last one not. */
    private Optional<Log.Stored> between(long after, long last) {
        try (var cursor = log.after(after, Log.Filter.ALL)) {
            for (var event = cursor.next(Duration.ZERO);
                    event.isPresent() && event.get().position() <= last;
                    event = cursor.next(Duration.ZERO)) {
                if (event.get().id().equals(id)) {
                    return event;
                }
            }
            return Optional.empty();
        }
    }
}
