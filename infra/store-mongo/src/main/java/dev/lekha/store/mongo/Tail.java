package dev.lekha.store.mongo;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/*
 * What was committed last, by whatever process, stays in memory up to a bound. Conditions with a recent marker are
 * decided here, and streams at the end of the log read here, without asking the server. For each tag,
 * alone and with a type, its commits are known, so "nothing since" is one look-up, and who wants few events does not
 * look at all the others.
 */

/** The end of the log in memory: a run of whole commits without a gap, up to the head. */
final class Tail {
    private static final int MOST_EVENTS = 16_384;
    private static final long MOST_BYTES = 16 << 20;
    private static final NavigableMap<Long, Commit> NONE = Collections.emptyNavigableMap();

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentSkipListMap<Long, Commit> commits = new ConcurrentSkipListMap<>();
    private final Map<String, NavigableMap<Long, Commit>> byKey = new HashMap<>();
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
            for (var key : event.keys().found()) {
                byKey.computeIfAbsent(key, _ -> new TreeMap<>()).put(commit.first(), commit);
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
                event.keys().found().forEach(key -> forget(key, oldest));
            }
        }
    }

    private void forget(String key, Commit commit) {
        byKey.computeIfPresent(
                key,
                (_, commits) -> {
                    commits.remove(commit.first());
                    return commits.isEmpty() ? null : commits;
                });
    }

    private long span() {
        return commits.lastEntry().getValue().last() - floor;
    }

    /** The commit that begins there, if it is here. */
    Optional<Commit> at(long first) {
        return Optional.ofNullable(commits.get(first));
    }

    /**
     * Commits, in order, that hold all wanted events beyond the position, where all of these are
     * here; others may be among them.
     */
    Optional<Collection<Commit>> beyond(long position, Wanted wanted) {
        if (position < floor) {
            return Optional.empty();
        }
        var found = candidates(position, wanted);
        return position < floor ? Optional.empty() : Optional.of(found);
    }

    /**
     * Whether a wanted event lies beyond the position.
     *
     * @param position not before the floor
     */
    boolean holds(Wanted wanted, long position) {
        if (position >= head.position()) {
            return false;
        }
        for (var commit : candidates(position, wanted)) {
            for (var event : commit.events()) {
                if (event.position() > position && event.fits(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Collection<Commit> candidates(long position, Wanted wanted) {
        if (wanted.all() || wanted.either().stream().anyMatch(one -> one.tags().isEmpty())) {
            return List.copyOf(from(commits, position).values());
        }
        lock.lock();
        try {
            var found = new TreeMap<Long, Commit>();
            for (var one : wanted.either()) {
                for (var key : fewest(one)) {
                    found.putAll(from(byKey.getOrDefault(key, NONE), position));
                }
            }
            return found.values();
        } finally {
            lock.unlock();
        }
    }

    /** The keys, one of which each wanted event has, that the fewest commits have. */
    private List<String> fewest(Wanted.Criterion criterion) {
        return criterion.keys().stream().min(Comparator.comparingInt(this::commits)).orElseThrow();
    }

    private int commits(List<String> keys) {
        return keys.stream().mapToInt(key -> byKey.getOrDefault(key, NONE).size()).sum();
    }

    /** Those that begin beyond the position, and the one before, which may reach beyond it. */
    private static NavigableMap<Long, Commit> from(
            NavigableMap<Long, Commit> commits, long position) {
        var from = commits.floorKey(position + 1);
        return commits.tailMap(from == null ? position + 1 : from, true);
    }
}
