package dev.lekha.store.mongo;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/*
 * What was committed last, by whatever process, stays in memory up to a bound. Conditions with a recent marker are
 * decided here, and streams at the end of the log read here, without asking the server. For each tag the newest
 * position is known, so "nothing since" is one look-up.
 */

/** The end of the log in memory: a run of whole commits without a gap, up to the head. */
final class Tail {
    private static final int MOST_EVENTS = 16_384;
    private static final long MOST_BYTES = 16 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentSkipListMap<Long, Commit> commits = new ConcurrentSkipListMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Head head;
    private volatile long floor;
    private volatile long latest;
    private long bytes;

    /**
     * @param position of the last event
     * @param latest recorded-at of all events so far (µs)
     */
    Tail(long position, long latest) {
        this.head = new Head(position);
        this.floor = position;
        this.latest = latest;
    }

    Head head() {
        return head;
    }

    /** All events beyond this position are here. */
    long floor() {
        return floor;
    }

    long latest() {
        return latest;
    }

    /**
     * Takes commits that are durable; those that are known already are passed over.
     *
     * @throws CorruptEvent where one is missing before
     */
    void add(List<Commit> more) {
        lock.lock();
        try {
            long last = head.position();
            for (var commit : more) {
                if (commit.first() > last) {
                    requireNext(commit, last + 1);
                    put(commit);
                    last = commit.last();
                }
            }
            if (last > head.position()) {
                shrink();
                head.moveTo(last);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void requireNext(Commit commit, long expected) {
        if (commit.first() != expected) {
            throw new CorruptEvent(expected, "it is not there, but a later one is");
        }
    }

    private void put(Commit commit) {
        // Before anything is changed: an event of which this cannot be said is in nobody's tail.
        commit.events().forEach(StoredEvent::keys);
        commits.put(commit.first(), commit);
        latest = commit.latest();
        bytes += commit.bytes();
        for (var event : commit.events()) {
            for (var tag : event.keys().tags()) {
                newest.put(tag, event.position());
            }
        }
    }

    private void shrink() {
        while (commits.size() > 1 && (bytes > MOST_BYTES || span() > MOST_EVENTS)) {
            var oldest = commits.firstEntry().getValue();
            // First the floor: a reader looks at it again after it has read.
            floor = oldest.last();
            commits.remove(oldest.first());
            bytes -= oldest.bytes();
            for (var event : oldest.events()) {
                event.keys().tags().forEach(tag -> newest.remove(tag, event.position()));
            }
        }
    }

    private long span() {
        return commits.lastEntry().getValue().last() - floor;
    }

    /** The commit that begins there, if it is here. */
    Optional<Commit> at(long first) {
        return Optional.ofNullable(commits.get(first));
    }

    /** Commits that hold what lies beyond the position, where all of it is here. */
    Optional<Collection<Commit>> beyond(long position) {
        if (position < floor) {
            return Optional.empty();
        }
        var from = commits.floorKey(position + 1);
        var found = List.copyOf(commits.tailMap(from == null ? position + 1 : from).values());
        return position < floor ? Optional.empty() : Optional.of(found);
    }

    /**
     * Whether a wanted event lies beyond the position.
     *
     * @param position not before the floor
     */
    boolean holds(Wanted wanted, long position) {
        if (position >= head.position() || neverSince(wanted, position)) {
            return false;
        }
        var from = commits.floorKey(position + 1);
        for (var commit : commits.tailMap(from == null ? position + 1 : from).values()) {
            for (var event : commit.events()) {
                if (event.position() > position && event.fits(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether each alternative has a tag that no event carries since. */
    private boolean neverSince(Wanted wanted, long position) {
        if (wanted.all()) {
            return false;
        }
        lock.lock();
        try {
            for (var one : wanted.either()) {
                boolean maybe = true;
                for (var tag : one.tags()) {
                    maybe &= newest.getOrDefault(tag, 0L) > position;
                }
                if (maybe) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
