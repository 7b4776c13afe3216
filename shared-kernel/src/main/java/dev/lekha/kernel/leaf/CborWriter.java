package dev.lekha.kernel.leaf;

import java.util.Arrays;

/** Writes data items one behind the other, in the form that {@link Cbor} describes. */
public final class CborWriter {
    private byte[] bytes;
    private int length;

    public CborWriter(int expected) {
        bytes = new byte[expected];
    }

    public CborWriter integer(long value) {
        return value < 0 ? head(Cbor.NEGATIVE, ~value) : head(Cbor.UNSIGNED, value);
    }

    public CborWriter array(int items) {
        return head(Cbor.ARRAY, items);
    }

    public CborWriter map(int pairs) {
        return head(Cbor.MAP, pairs);
    }

    public CborWriter tag(long number) {
        return head(Cbor.TAG, number);
    }

    public CborWriter text(String text) {
        return text(Utf8.of(text));
    }

    /**
     * @param utf8 as it is
     */
    public CborWriter text(byte[] utf8) {
        return head(Cbor.TEXT, utf8.length).raw(utf8);
    }

    public CborWriter bytes(byte[] value) {
        return head(Cbor.BYTES, value.length).raw(value);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private CborWriter head(int major, long argument) {
        reserve(Cbor.MOST_HEAD);
        length = Cbor.putHead(bytes, length, major, argument);
        return this;
    }

    private CborWriter raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
