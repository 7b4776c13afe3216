package dev.lekha.store.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Numbers keys from 1 on, by open addressing, and keeps a value for each. One thread adds, any
 * number find; a key's number never changes.
 */
final class Slots {
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] slots;
    private final long[] keys;
    private final int[] values;
    private int count;

    /**
     * @param capacity of keys and the number 0, a power of two
     */
    Slots(int capacity) {
        this(capacity, new long[capacity], new int[capacity], 0);
    }

    private Slots(int capacity, long[] keys, int[] values, int count) {
        this.slots = new int[2 * capacity];
        this.keys = keys;
        this.values = values;
        this.count = count;
    }

    int capacity() {
        return keys.length;
    }

    boolean isFull() {
        return count == keys.length - 1;
    }

    /** The same keys under the same numbers with room for twice as many. */
    Slots twice() {
        int capacity = 2 * keys.length;
        var more =
                new Slots(
                        capacity,
                        Arrays.copyOf(keys, capacity),
                        Arrays.copyOf(values, capacity),
                        count);
        for (int number = 1; number <= count; number++) {
            more.slots[more.free(keys[number])] = number;
        }
        return more;
    }

    /** The key's number, 0 where it has none. */
    int find(long key) {
        for (int slot = home(key); ; slot = slot + 1 & slots.length - 1) {
            int number = (int) INTS.getAcquire(slots, slot);
            if (number == 0 || keys[number] == key) {
                return number;
            }
        }
    }

    /** Numbers a key that has none, where the table is not full. */
    int add(long key) {
        int number = ++count;
        keys[number] = key;
        INTS.setRelease(slots, free(key), number);
        return number;
    }

    int value(int number) {
        return (int) INTS.getAcquire(values, number);
    }

    void set(int number, int value) {
        INTS.setRelease(values, number, value);
    }

    int count() {
        return count;
    }

    /** All keys, ascending as unsigned numbers. */
    long[] sorted() {
        var all = new long[count];
        for (int i = 0; i < count; i++) {
            all[i] = keys[i + 1] ^ Long.MIN_VALUE;
        }
        Arrays.sort(all);
        for (int i = 0; i < count; i++) {
            all[i] ^= Long.MIN_VALUE;
        }
        return all;
    }

    private int free(long key) {
        int slot = home(key);
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /** Keys are hashes, but their lower bits are all alike. */
    private int home(long key) {
        return (int)
                (key * 0x9E3779B97F4A7C15L >>> 64 - Integer.numberOfTrailingZeros(slots.length));
    }
}
