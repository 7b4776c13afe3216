package dev.lekha.store.segment;

import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.leaf.Leaf;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Goes through the frames of a segment, one after the other, and verifies each as a whole. */
final class FrameReader {
    /** What is there at the reader's place. */
    enum Finding {
        /** A frame that verifies. */
        WHOLE,
        /** Nothing has been written here. */
        NOTHING,
        /** Bytes that are not the frame which belongs here. */
        BROKEN
    }

    /** Is shown each record of a frame that is whole. */
    @FunctionalInterface
    interface RecordVisitor {
        void record(long position, int offset, Leaf leaf);
    }

    private final ByteBuffer bytes;
    private final int limit;
    private final byte[] chain;
    private final MessageDigest sha = Sha2.SHA_256.begin();
    private final CRC32C crc = new CRC32C();
    private int at;
    private long next;
    private int length;
    private int count;
    private String flaw = "";
    private long flawAt;

    /**
     * @param bytes of the segment, its head included
     * @param limit up to where it may have been written
     * @param at where a frame begins
     * @param next position of that frame's first record
     * @param chain of the frame before
     */
    FrameReader(ByteBuffer bytes, int limit, int at, long next, byte[] chain) {
        this.bytes = bytes;
        this.limit = limit;
        this.at = at;
        this.next = next;
        this.chain = chain.clone();
    }

    /** Offset behind the last whole frame. */
    int at() {
        return at;
    }

    /** Position that the next record will have. */
    long next() {
        return next;
    }

    byte[] chain() {
        return chain.clone();
    }

    /** What is wrong with a broken frame. */
    String flaw() {
        return flaw;
    }

    /** The first position that it concerns. */
    long flawAt() {
        return flawAt;
    }

    /** Verifies the frame at this place; where it is whole, shows its records and goes beyond. */
    Finding step(RecordVisitor visitor) {
        if (limit - at < Frame.HEAD || isZero()) {
            return isZeroToTheEnd() ? Finding.NOTHING : broken(next, "bytes that are no frame");
        }
        if (!headFits()) {
            return broken(next, "its frame has no valid head");
        }
        byte[] link = link();
        if (!Arrays.equals(link, copy(at + length - Frame.CHAIN, Frame.CHAIN))) {
            return brokenInside();
        }
        int offset = at + Frame.HEAD;
        for (int i = 0; i < count; i++) {
            visitor.record(next + i, offset, Records.at(bytes, limit, offset, next + i));
            offset += Records.lengthAt(bytes, offset);
        }
        System.arraycopy(link, 0, chain, 0, link.length);
        next += count;
        at += length;
        return Finding.WHOLE;
    }

    /**
     * Whether a frame of a later position stands behind the one that is broken. Where the broken
     * one has a valid head, that says where others may begin: what looks like a frame inside of it
     * is what somebody has sent.
     */
    boolean anyFrameBehind() {
        long from = at + 1L;
        if (limit - at >= Frame.HEAD && isHead(at) && bytes.getLong(at + 8) == next) {
            from = at + Integer.toUnsignedLong(bytes.getInt(at + 4));
        }
        for (long i = from; i <= limit - Frame.LEAST; i++) {
            if (isLaterHead((int) i)) {
                return true;
            }
        }
        return false;
    }

    /** Not so late that there is no room for the records before it. */
    private boolean isLaterHead(int place) {
        return isHead(place)
                && bytes.getLong(place + 8) > next
                && bytes.getLong(place + 8) - next < place - at;
    }

    private boolean isHead(int place) {
        return bytes.getInt(place) == Frame.MAGIC
                && headCrc(place) == bytes.getInt(place + Frame.HEAD_CRC_AT);
    }

    private boolean headFits() {
        length = bytes.getInt(at + 4);
        count = bytes.getInt(at + 16);
        return isHead(at)
                && bytes.getLong(at + 8) == next
                && count > 0
                && length >= Frame.LEAST
                && length <= limit - at;
    }

    private int headCrc(int head) {
        crc.reset();
        crc.update(bytes.slice(head, Frame.HEAD_CRC_AT));
        return (int) crc.getValue();
    }

    private byte[] link() {
        sha.update(chain);
        sha.update(bytes.slice(at, length - Frame.CHAIN));
        return sha.digest();
    }

    /** The chain does not fit: looks for the record that it is due to. */
    private Finding brokenInside() {
        int offset = at + Frame.HEAD;
        for (int i = 0; i < count; i++) {
            try {
                Records.at(bytes, at + length - Frame.CHAIN, offset, next + i);
            } catch (CorruptEvent damaged) {
                return broken(damaged.position(), damaged.finding());
            }
            offset += Records.lengthAt(bytes, offset);
        }
        return broken(next, "the chain of its frame does not fit");
    }

    private Finding broken(long position, String finding) {
        flawAt = position;
        flaw = finding;
        return Finding.BROKEN;
    }

    private boolean isZero() {
        return bytes.getInt(at) == 0;
    }

    private boolean isZeroToTheEnd() {
        int i = at;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            if (bytes.getLong(i) != 0) {
                return false;
            }
        }
        for (; i < limit; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private byte[] copy(int from, int size) {
        var copy = new byte[size];
        bytes.get(from, copy);
        return copy;
    }
}
