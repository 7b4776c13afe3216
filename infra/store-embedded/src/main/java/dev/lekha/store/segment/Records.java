package dev.lekha.store.segment;

import dev.lekha.kernel.leaf.CborReader;
import dev.lekha.kernel.leaf.Leaf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads one record out of a segment and verifies it. */
final class Records {
    private static final byte[] NOTHING = {};

    private Records() {}

    /**
     * @param limit where the records end at the latest
     * @throws CorruptEvent where no whole record of that position stands there
     */
    static Leaf at(ByteBuffer bytes, int limit, int offset, long position) {
        int length = lengthOf(bytes, limit, offset, position);
        int beside = bytes.getInt(offset + 4);
        var head = new byte[Frame.RECORD_CRC_AT];
        bytes.get(offset, head);
        var record = new byte[length];
        bytes.get(offset + Frame.RECORD_HEAD, record);
        var body = beside == 0 ? NOTHING : new byte[beside];
        bytes.get(offset + Frame.RECORD_HEAD + length, body);
        var crc = new CRC32C();
        crc.update(head);
        crc.update(record);
        crc.update(body);
        requireCrc(bytes, offset, crc, position);
        return leaf(record, body, position);
    }

    /** Goes through records without copying them. Used by one thread. */
    static final class Scanner {
        private final ByteBuffer bytes;
        private final ByteBuffer record;
        private final CRC32C crc = new CRC32C();

        Scanner(ByteBuffer bytes) {
            this.bytes = bytes;
            this.record = bytes.duplicate();
        }

        /**
         * The record, good until the next one is asked for.
         *
         * @throws CorruptEvent where no whole record stands there; whose it is, it says itself
         */
        ByteBuffer verified(int offset, long position) {
            int start = offset + Frame.RECORD_HEAD;
            int length = lengthOf(bytes, bytes.capacity(), offset, position);
            crc.reset();
            crc.update(record.limit(offset + Frame.RECORD_CRC_AT).position(offset));
            crc.update(record.limit(start + length + bytes.getInt(offset + 4)).position(start));
            requireCrc(bytes, offset, crc, position);
            return record.limit(start + length).position(start);
        }
    }

    private static int lengthOf(ByteBuffer bytes, int limit, int offset, long position) {
        if (offset < 0 || limit - offset <= Frame.RECORD_HEAD) {
            throw new CorruptEvent(position, "it lies outside of its segment");
        }
        int length = bytes.getInt(offset);
        int beside = bytes.getInt(offset + 4);
        long room = (long) limit - offset - Frame.RECORD_HEAD;
        if (length <= 0 || beside < 0 || (long) length + beside > room) {
            throw new CorruptEvent(position, "its length is impossible");
        }
        return length;
    }

    private static void requireCrc(ByteBuffer bytes, int offset, CRC32C crc, long position) {
        if ((int) crc.getValue() != bytes.getInt(offset + Frame.RECORD_CRC_AT)) {
            throw new CorruptEvent(position, "its checksum does not fit");
        }
    }

    private static Leaf leaf(byte[] record, byte[] body, long position) {
        try {
            var leaf = new Leaf(record, body);
            if (leaf.position() != position) {
                throw new CorruptEvent(position, "it says to be at position " + leaf.position());
            }
            return leaf;
        } catch (CborReader.Malformed malformed) {
            throw new CorruptEvent(position, String.valueOf(malformed.getMessage()));
        }
    }

    /** Bytes from one record to the next. */
    static int lengthAt(ByteBuffer bytes, int offset) {
        return Frame.RECORD_HEAD + bytes.getInt(offset) + bytes.getInt(offset + 4);
    }
}
