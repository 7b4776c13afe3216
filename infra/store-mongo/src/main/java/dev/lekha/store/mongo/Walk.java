package dev.lekha.store.mongo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Goes over the wanted events in order, some at a time, so that it holds little whatever the size
 * of the log. Used by one thread at a time.
 */
final class Walk {
    private static final int MOST_EVENTS = 512;
    private static final int FIRST_COMMITS = 16;
    private static final int MOST_COMMITS = 512;
    private static final long AIMED_BYTES = 1 << 20;

    private final LogCollection log;
    private final Tail tail;
    private final Wanted wanted;
    private long reached;
    private boolean betweenCommits;
    private int commits = FIRST_COMMITS;

    Walk(LogCollection log, Tail tail, Wanted wanted, long after) {
        this.log = log;
        this.tail = tail;
        this.wanted = wanted;
        this.reached = after;
        this.betweenCommits = after == 0;
    }

    /** All wanted events up to here were shown. */
    long reached() {
        return reached;
    }

    /**
     * The next wanted events up to the position, not yet verified; none where there are none left.
     *
     * @param upTo the last position of a commit
     */
    List<StoredEvent> next(long upTo) {
        var events = new ArrayList<StoredEvent>();
        while (events.isEmpty() && reached < upTo) {
            var inMemory = tail.beyond(reached, wanted);
            if (inMemory.isPresent()) {
                take(inMemory.get(), upTo, events);
            } else {
                fetch(upTo, events);
            }
        }
        return events;
    }

    private void take(Collection<Commit> found, long upTo, List<StoredEvent> events) {
        for (var commit : found) {
            if (events.size() >= MOST_EVENTS) {
                return;
            }
            if (commit.last() > reached && commit.first() <= upTo) {
                take(commit, events);
            }
        }
        // What was passed over is not wanted.
        reached = upTo;
        betweenCommits = true;
    }

    private void take(Commit commit, List<StoredEvent> events) {
        for (var event : commit.events()) {
            if (event.position() > reached && event.fits(wanted)) {
                events.add(event);
            }
        }
        reached = commit.last();
        betweenCommits = true;
    }

    private void fetch(long upTo, List<StoredEvent> events) {
        long from = betweenCommits ? reached + 1 : log.documentOf(reached + 1);
        var found = log.candidates(wanted, from, upTo + 1, commits);
        if (wanted.all()) {
            requireAll(found, from);
        }
        long bytes = 0;
        for (var commit : found) {
            take(commit, events);
            bytes += commit.bytes();
        }
        if (found.size() < commits && !wanted.all()) {
            reached = upTo;
            betweenCommits = true;
        }
        if (!found.isEmpty()) {
            long each = 1 + bytes / found.size();
            commits = Math.clamp(AIMED_BYTES / each, 4, MOST_COMMITS);
        }
    }

    private static void requireAll(List<Commit> found, long from) {
        if (found.isEmpty()) {
            throw new CorruptEvent(from, "it is not there, but a later one is");
        }
        long expected = from;
        for (var commit : found) {
            if (commit.first() != expected) {
                throw new CorruptEvent(expected, "it is not there, but a later one is");
            }
            expected = commit.last() + 1;
        }
    }
}
