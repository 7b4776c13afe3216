package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What a live subscriber is shown.
 *
 * @param after where it begins unless it says so itself
 * @param heard of the events that the filter leaves
 * @param over whether there will be nothing more
 */
record Listening(Log.Filter filter, long after, Predicate<Log.Stored> heard, BooleanSupplier over) {
    /** The log itself, for its readers. */
    static Listening toLog(Map<String, String[]> parameters, Caller caller, long head) {
        LogReaders.admit(caller);
        LogFilter.requireKnown(parameters, "after", "type", "tag");
        return new Listening(
                LogFilter.read(parameters), head, LogReaders.visible(caller), () -> false);
    }

    boolean mayHear(Log.Stored event) {
        return heard.test(event);
    }

    boolean isOver() {
        return over.getAsBoolean();
    }
}
