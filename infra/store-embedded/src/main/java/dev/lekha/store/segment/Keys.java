package dev.lekha.store.segment;

import java.util.List;

/*
 * The index knows tags and types by 64-bit keys: 48 bits of a hash of the tag, then 16 bits of a hash of the type. So
 * all entries of a tag lie together, and among them those of one type. A key only finds candidates: the record's own
 * tags and type decide, so a collision costs a look and nothing else.
 */

/**
 * By what the index finds an event.
 *
 * @param tags keys of its tags, and of {@link #EVERY_EVENT}; the lower 16 bits are zero
 * @param type key of its type, of 16 bits
 */
record Keys(long[] tags, long type) {
    /** No tag is empty, so all events can be found under this one. */
    static final String EVERY_EVENT = "";

    static final long TYPE_BITS = 0xFFFFL;

    private static final long OFFSET = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    static Keys of(List<String> tags, String type) {
        var keys = new long[tags.size() + 1];
        keys[0] = tag(EVERY_EVENT);
        for (int i = 1; i < keys.length; i++) {
            keys[i] = tag(tags.get(i - 1));
        }
        return new Keys(keys, type(type));
    }

    static long tag(String tag) {
        return hash(tag) & ~TYPE_BITS;
    }

    static long type(String type) {
        return hash(type) & TYPE_BITS;
    }

    /** FNV-1a over the UTF-16 units, then mixed so that every bit depends on all. */
    private static long hash(String text) {
        long hash = OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return mix(hash);
    }

    /** A bijection that spreads each bit over all others (the finisher of MurmurHash3). */
    static long mix(long key) {
        long mixed = (key ^ key >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
