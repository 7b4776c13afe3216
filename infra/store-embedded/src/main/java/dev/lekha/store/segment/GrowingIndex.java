package dev.lekha.store.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;

/*
 * Each pair of tag and type has a chain of the events that carry it, from the newest backwards, and each tag a chain
 * of its pairs. So what is asked most, "anything since a moment ago?", is one look-up, whatever lies behind.
 *
 * One thread adds, any number read. What a reader may see was added before the log's head moved there, and the reader
 * has read the head, so it sees those entries whole. Of newer ones it may see any part: the last entry of a chain is
 * therefore published after the entry itself, and what lies beyond the asked range is passed over. Such an entry may
 * lie beyond the tables that the reader has seen, so they are looked at again after each step that leads to newer ones.
 */

/** The index of a segment that is still written, or waits for its sidecar: in memory. */
final class GrowingIndex implements IndexPart {
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int NONE = 0;
    private static final int FEW = 1 << 10;

    /** What readers see; made anew when an array grows. In all of them 0 is nobody. */
    private record Tables(
            Slots pairs,
            Slots tags,
            int[] lastOf,
            int[] siblingOf,
            int[] eventOf,
            int[] beforeOf,
            int[] offsets) {}

    private final long first;
    private volatile Tables tables =
            new Tables(
                    new Slots(FEW),
                    new Slots(FEW),
                    new int[FEW],
                    new int[FEW],
                    new int[FEW],
                    new int[FEW],
                    new int[FEW]);
    private int events;
    private int entries;
    private volatile long latest = Long.MIN_VALUE;

    GrowingIndex(long first) {
        this.first = first;
    }

    @Override
    public long first() {
        return first;
    }

    /** Of what has been added, whether it is durable or not. */
    @Override
    public long last() {
        return first + events - 1;
    }

    long entries() {
        return entries;
    }

    @Override
    public long latest() {
        return latest;
    }

    @Override
    public int offset(long position) {
        return tables.offsets[(int) (position - first)];
    }

    /**
     * Adds the event at the next position.
     *
     * @param offset of its record in the segment
     */
    void add(int offset, long recordedAt, Keys keys) {
        int event = events;
        var now = tables;
        if (event == now.offsets.length) {
            now = publish(now, now.eventOf, now.beforeOf, Arrays.copyOf(now.offsets, 2 * event));
        }
        now.offsets[event] = offset;
        for (long tag : keys.tags()) {
            now = enter(now, event, tag, tag | keys.type());
        }
        latest = Math.max(latest, recordedAt);
        events = event + 1;
    }

    private Tables enter(Tables tables, int event, long tag, long pairKey) {
        var now = tables;
        int pair = now.pairs.find(pairKey);
        if (pair == NONE) {
            now = grown(now);
            pair = now.pairs.add(pairKey);
            chainToTag(now, tag, pair);
        } else if (now.eventOf[now.lastOf[pair]] == event) {
            // Two tags of one event with the same key: once is enough to find it.
            return now;
        }
        now = withRoom(now, ++entries);
        now.eventOf[entries] = event;
        now.beforeOf[entries] = now.lastOf[pair];
        INTS.setRelease(now.lastOf, pair, entries);
        return now;
    }

    private Tables withRoom(Tables now, int entry) {
        return entry < now.eventOf.length
                ? now
                : publish(
                        now,
                        Arrays.copyOf(now.eventOf, 2 * entry),
                        Arrays.copyOf(now.beforeOf, 2 * entry),
                        now.offsets);
    }

    /** A tag's number in its table is of no use; what is kept under it is its last pair. */
    private static void chainToTag(Tables now, long tag, int pair) {
        int number = now.tags.find(tag);
        if (number == NONE) {
            number = now.tags.add(tag);
        }
        now.siblingOf[pair] = now.tags.value(number);
        now.tags.set(number, pair);
    }

    private Tables publish(Tables old, int[] eventOf, int[] beforeOf, int[] offsets) {
        var grown =
                new Tables(
                        old.pairs, old.tags, old.lastOf, old.siblingOf, eventOf, beforeOf, offsets);
        tables = grown;
        return grown;
    }

    private Tables grown(Tables old) {
        if (!old.pairs.isFull() && !old.tags.isFull()) {
            return old;
        }
        var pairs = old.pairs.isFull() ? old.pairs.twice() : old.pairs;
        var tags = old.tags.isFull() ? old.tags.twice() : old.tags;
        var grown =
                new Tables(
                        pairs,
                        tags,
                        Arrays.copyOf(old.lastOf, pairs.capacity()),
                        Arrays.copyOf(old.siblingOf, pairs.capacity()),
                        old.eventOf,
                        old.beforeOf,
                        old.offsets);
        tables = grown;
        return grown;
    }

    @Override
    public Positions find(long tag, boolean typed, long after, long upTo) {
        var now = tables;
        if (typed) {
            return chain(now.pairs.find(tag), after, upTo);
        }
        int number = now.tags.find(tag);
        if (number == NONE) {
            return Positions.NONE;
        }
        var found = new ArrayList<Positions>();
        for (int pair = now.tags.value(number); pair != NONE; pair = tables.siblingOf[pair]) {
            var some = chain(pair, after, upTo);
            if (some != Positions.NONE) {
                found.add(some);
            }
        }
        return Positions.anyOf(found);
    }

    private Positions chain(int pair, long after, long upTo) {
        int last = pair == NONE ? NONE : (int) INTS.getAcquire(tables.lastOf, pair);
        var now = tables;
        int count = 0;
        for (int i = last; i != NONE && first + now.eventOf[i] > after; i = now.beforeOf[i]) {
            count += first + now.eventOf[i] <= upTo ? 1 : 0;
        }
        if (count == 0) {
            return Positions.NONE;
        }
        var found = new long[count];
        for (int i = last; count > 0; i = now.beforeOf[i]) {
            long position = first + now.eventOf[i];
            if (position <= upTo) {
                found[--count] = position;
            }
        }
        return Positions.of(found, found.length);
    }

    /** Its entries in order; for whoever seals it, when nobody adds any more. */
    Entries sorted() {
        return new SortedEntries(this, tables.pairs.sorted());
    }

    long events() {
        return events;
    }

    /** Keys of pairs and of tags. */
    long keyCount() {
        return tables.pairs.count() + tables.tags.count();
    }
}
