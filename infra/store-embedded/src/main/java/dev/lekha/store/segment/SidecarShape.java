package dev.lekha.store.segment;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * How a sidecar is laid out. It begins with a head of 128 bytes:
 *
 * <pre>
 *   0  8  magic "LEKHAIDX"
 *   8  4  version, 1
 *  12  4  level: 0 for the index of one segment, one more each time that sidecars are merged
 *  16  8  position of the first record
 *  24  8  count of records
 *  32  8  count of entries
 *  40  8  count of keys, those of tags alone included
 *  48  8  latest recorded-at, µs since 1970
 *  56 32  chain of the last frame
 *  88 36  zero
 * 124  4  CRC-32C of bytes 0 to 123
 * </pre>
 *
 * Then, each from a multiple of 64 on, with zeros between:
 *
 * <pre>
 * offsets    4 for each record: where it begins in its segment
 * Bloom      64 for each block
 * buckets    4 for each bucket and one more: the number of its first entry
 * keys       8 for each entry, ascending as unsigned numbers
 * positions  4 for each entry, relative to the first, ascending under the same key
 * checks     4 for each block of 16,384 bytes from offset 128 on: its CRC-32C; then their own
 * </pre>
 *
 * @param first position of the first record
 * @param chain of the last frame
 */
record SidecarShape(
        int level,
        long first,
        long events,
        long entries,
        long keyCount,
        long latest,
        byte[] chain) {
    static final int HEAD = 128;
    static final int BLOCK = 1 << 14;
    static final int BLOOM_BLOCK = 64;

    private static final long MAGIC = 0x4C454B4841494458L;
    private static final int VERSION = 1;
    private static final int CRC_AT = 124;
    private static final int KEYS_PER_BLOOM_BLOCK = 48;
    private static final int ENTRIES_PER_BUCKET = 8;
    private static final int MOST_BUCKET_BITS = 28;
    private static final long MOST_NUMBERED = 0xFFFF_FFFFL;

    long offsets() {
        return HEAD;
    }

    long bloom() {
        return aligned(offsets() + 4 * events);
    }

    long bloomBlocks() {
        return keyCount / KEYS_PER_BLOOM_BLOCK + 1;
    }

    long buckets() {
        return aligned(bloom() + BLOOM_BLOCK * bloomBlocks());
    }

    /** The bucket of a key is the number that its upper bits make. */
    int bucketBits() {
        long least = Math.max(2, entries / ENTRIES_PER_BUCKET);
        return Math.min(MOST_BUCKET_BITS, 64 - Long.numberOfLeadingZeros(least - 1));
    }

    int bucket(long key) {
        return (int) (key >>> 64 - bucketBits());
    }

    long keys() {
        return aligned(buckets() + 4 * ((1L << bucketBits()) + 1));
    }

    long positions() {
        return aligned(keys() + 8 * entries);
    }

    long checks() {
        return aligned(positions() + 4 * entries);
    }

    int blocks() {
        return Math.toIntExact((checks() - HEAD + BLOCK - 1) / BLOCK);
    }

    long size() {
        return checks() + 4L * blocks() + 4;
    }

    /** The block of the Bloom filter that a key belongs to: the same for all types of a tag. */
    long bloomBlock(long key) {
        return Math.unsignedMultiplyHigh(key & ~Keys.TYPE_BITS, bloomBlocks());
    }

    private static long aligned(long at) {
        return at + 63 & ~63L;
    }

    ByteBuffer toHead() {
        var head = ByteBuffer.allocate(HEAD).putLong(MAGIC).putInt(VERSION).putInt(level);
        head.putLong(first).putLong(events).putLong(entries).putLong(keyCount).putLong(latest);
        head.put(chain);
        return head.putInt(CRC_AT, crc(head.slice(0, CRC_AT))).clear();
    }

    /**
     * @throws SidecarDamaged where it is no head
     */
    static SidecarShape of(Path path, ByteBuffer head) {
        if (head.getLong(0) != MAGIC || head.getInt(CRC_AT) != crc(head.slice(0, CRC_AT))) {
            throw new SidecarDamaged(path, 0, "its head does not verify");
        }
        if (head.getInt(8) != VERSION) {
            throw new SidecarDamaged(path, 8, "it is of version " + head.getInt(8));
        }
        var chain = new byte[Frame.CHAIN];
        head.get(56, chain);
        var shape =
                new SidecarShape(
                        head.getInt(12),
                        head.getLong(16),
                        head.getLong(24),
                        head.getLong(32),
                        head.getLong(40),
                        head.getLong(48),
                        chain);
        if (!shape.isPossible()) {
            throw new SidecarDamaged(path, 16, "its head says what cannot be");
        }
        return shape;
    }

    /** Records and entries are numbered with four bytes, and no entry has more than two keys. */
    private boolean isPossible() {
        return first > 0
                && events >= 0
                && events <= MOST_NUMBERED
                && entries >= 0
                && entries <= MOST_NUMBERED
                && keyCount >= 0
                && keyCount <= 2 * entries;
    }

    static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
