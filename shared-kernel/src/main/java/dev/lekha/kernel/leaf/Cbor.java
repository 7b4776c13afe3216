package dev.lekha.kernel.leaf;

/**
 * Heads of data items in the deterministic core of CBOR (RFC 8949, 3 and 4.2.1): always the
 * shortest, always of definite length. The log knows integers, byte strings, text and arrays; no
 * maps, no floats, no tags. Signatures (RFC 9052) have a map and a tag about them.
 */
final class Cbor {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;

    /** The longest head: one byte and eight of its argument. */
    static final int MOST_HEAD = 9;

    private static final int IN_HEAD = 24;

    private Cbor() {}

    /**
     * Writes a head.
     *
     * @return where the next byte goes
     */
    static int putHead(byte[] into, int at, int major, long argument) {
        int width = width(argument);
        if (width == 0) {
            into[at] = (byte) (major << 5 | (int) argument);
            return at + 1;
        }
        into[at] = (byte) (major << 5 | IN_HEAD + log2(width));
        for (int i = 0; i < width; i++) {
            into[at + 1 + i] = (byte) (argument >>> 8 * (width - 1 - i));
        }
        return at + 1 + width;
    }

    /** Bytes of the shortest argument; 0 where it fits into the head's own byte. */
    static int width(long argument) {
        if (argument < 0 || argument > 0xFFFF_FFFFL) {
            return Long.BYTES;
        }
        if (argument < IN_HEAD) {
            return 0;
        }
        return argument <= 0xFF ? 1 : argument <= 0xFFFF ? 2 : 4;
    }

    private static int log2(int width) {
        return Integer.numberOfTrailingZeros(width);
    }
}
