package dev.lekha.bench.rocks;

import java.nio.ByteBuffer;

/*
 * A hash in place of the tag and the type themselves makes all prefixes the same length, and that is what lets
 * RocksDB keep Bloom filters of prefixes. A hash only finds candidates: the event decides.
 */

/** A key of the index: eight bytes of hash over tag and type, eight of the position. */
final class IndexKey {
    static final int PREFIX = Long.BYTES;

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private IndexKey() {}

    /** FNV-1a, its bits mixed once more. */
    static long prefix(String tag, String type) {
        var hash = hash(hash(BASIS, tag) * PRIME, type);
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    private static long hash(long from, String text) {
        var hash = from;
        for (var index = 0; index < text.length(); index++) {
            hash = (hash ^ text.charAt(index)) * PRIME;
        }
        return hash;
    }

    static byte[] of(long prefix, long position) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(prefix).putLong(position).array();
    }

    static long prefix(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    static long position(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /** A key of the events: their position. */
    static byte[] of(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }
}
