package dev.lekha.kernel.leaf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads data items one behind the other and takes nothing but the form that {@link Cbor} describes.
 * Whatever the bytes, it ends, and holds no more memory than they do.
 */
public final class CborReader {
    /** The bytes are not a record of this format. */
    public static final class Malformed extends RuntimeException {
        public Malformed(String finding) {
            super(finding, null, false, false);
        }
    }

    private final byte[] bytes;
    private int at;
    private int major;

    public CborReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Where the next item begins. */
    public int at() {
        return at;
    }

    /** Goes back to an item seen before. */
    public CborReader seek(int item) {
        at = item;
        return this;
    }

    public long integer() {
        long argument = argument();
        if (major > Cbor.NEGATIVE || argument < 0) {
            throw new Malformed("an integer was expected");
        }
        return major == Cbor.UNSIGNED ? argument : ~argument;
    }

    public int array() {
        return size(Cbor.ARRAY);
    }

    /** How many pairs follow. */
    public int map() {
        return size(Cbor.MAP);
    }

    /** The number of a tag; what it is about follows. */
    public long tag() {
        long argument = argument();
        if (major != Cbor.TAG) {
            throw new Malformed("a tag was expected");
        }
        return argument;
    }

    public String text() {
        int length = size(Cbor.TEXT);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    public void skipText() {
        int length = size(Cbor.TEXT);
        at += length;
    }

    public byte[] bytes() {
        int length = size(Cbor.BYTES);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public void skipBytes() {
        int length = size(Cbor.BYTES);
        at += length;
    }

    public void end() {
        if (at != bytes.length) {
            throw new Malformed("bytes follow the end");
        }
    }

    /** A length that the bytes left can hold: every item takes at least one. */
    private int size(int expected) {
        long argument = argument();
        if (major != expected) {
            throw new Malformed("an item of major type " + expected + " was expected");
        }
        if (argument < 0 || argument > bytes.length - at) {
            throw new Malformed("an item is longer than the record");
        }
        return (int) argument;
    }

    private long argument() {
        int head = next();
        major = head >>> 5;
        int info = head & 0x1F;
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw new Malformed("a head of indefinite or reserved length");
        }
        int width = 1 << info - 24;
        long argument = 0;
        for (int i = 0; i < width; i++) {
            argument = argument << 8 | next();
        }
        if (Cbor.width(argument) != width) {
            throw new Malformed("a head that is longer than it need be");
        }
        return argument;
    }

    private int next() {
        if (at >= bytes.length) {
            throw new Malformed("the record ends early");
        }
        return bytes[at++] & 0xFF;
    }
}
