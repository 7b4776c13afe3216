package dev.lekha.store.segment;

import java.util.Arrays;

/** Eight words of a blocked Bloom filter: all that is to be known of a key lies in one of them. */
final class BloomBlock {
    private static final int PROBES = 7;
    private static final int BITS = 9;

    private final long[] words = new long[SidecarShape.BLOOM_BLOCK / Long.BYTES];

    /** How a word of the filter is read. */
    @FunctionalInterface
    interface Words {
        long word(int number);
    }

    long[] words() {
        return words;
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    void add(long key) {
        long bits = Keys.mix(key);
        for (int i = 0; i < PROBES; i++, bits >>>= BITS) {
            int bit = (int) bits & (1 << BITS) - 1;
            words[bit >>> 6] |= 1L << bit;
        }
    }

    /** Whether the key may have been added; false where it surely was not. */
    static boolean mayHold(Words block, long key) {
        long bits = Keys.mix(key);
        for (int i = 0; i < PROBES; i++, bits >>>= BITS) {
            int bit = (int) bits & (1 << BITS) - 1;
            if ((block.word(bit >>> 6) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }
}
