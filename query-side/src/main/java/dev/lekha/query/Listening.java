package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What a live subscriber is shown.
 *
 * @param after where it begins unless it says so itself
 * @param heard of the events that the filter leaves
 * @param over whether there will be nothing more
 * @param record keeps that an event was sent
 */
record Listening(
        Log.Filter filter,
        long after,
        Predicate<Log.Stored> heard,
        BooleanSupplier over,
        Optional<Record> record) {
    /** Keeps that an event was sent, before the next one is. */
    @FunctionalInterface
    interface Record {
        /**
         * @return whether it is kept
         */
        boolean sent(Log.Stored event) throws InterruptedException;
    }

    /** The log itself, for its readers. */
    static Listening toLog(Map<String, String[]> parameters, Caller caller, long head) {
        LogReaders.admit(caller);
        LogFilter.requireKnown(parameters, "after", "type", "tag");
        return new Listening(
                LogFilter.read(parameters),
                head,
                LogReaders.visible(caller),
                () -> false,
                Optional.empty());
    }

    boolean mayHear(Log.Stored event) {
        return heard.test(event);
    }

    /**
     * @return whether the next may be sent
     */
    boolean sent(Log.Stored event) throws InterruptedException {
        return record.isEmpty() || record.get().sent(event);
    }

    boolean isOver() {
        return over.getAsBoolean();
    }
}
