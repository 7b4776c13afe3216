package dev.lekha.bench.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the applications were told is kept, and when they were told. */
final class Acknowledged {
    /**
     * @param report node and request id
     * @param at nanoseconds, as {@link System#nanoTime}
     */
    private record Told(String report, long at) {}

    private final List<Told> all = new ArrayList<>();
    private String lastRefusal = "";
    private long refusals;

    synchronized void add(String report) {
        all.add(new Told(report, System.nanoTime()));
    }

    /**
     * @param why it was not acknowledged, this time
     */
    synchronized void refused(String why) {
        lastRefusal = why;
        refusals++;
    }

    synchronized int count() {
        return all.size();
    }

    /** Attempts that had no acknowledgement. */
    synchronized long refusals() {
        return refusals;
    }

    synchronized String lastRefusal() {
        return lastRefusal;
    }

    synchronized List<String> reports() {
        return all.stream().map(Told::report).toList();
    }

    /**
     * The longest time without an acknowledgement.
     *
     * @param from as {@link System#nanoTime}
     * @param until as {@link System#nanoTime}
     */
    synchronized Duration silence(long from, long until) {
        var longest = 0L;
        var last = from;
        for (var told : all) {
            if (told.at > from && told.at <= until) {
                longest = Math.max(longest, told.at - last);
                last = told.at;
            }
        }
        return Duration.ofNanos(Math.max(longest, until - last));
    }
}
