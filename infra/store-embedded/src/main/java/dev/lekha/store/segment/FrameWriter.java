package dev.lekha.store.segment;

import dev.lekha.kernel.Sha2;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** Puts one {@link Frame} together after another, each in the same memory. */
final class FrameWriter {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final CRC32C crc = new CRC32C();
    private final MessageDigest sha = Sha2.SHA_256.begin();
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int count;
    private long first;

    /**
     * @param first position of its first record
     * @param most bytes that will be put in
     */
    void begin(long first, int most) {
        if (bytes.length < most) {
            bytes = new byte[Math.max(most, 2 * bytes.length)];
        }
        this.first = first;
        this.length = Frame.HEAD;
        this.count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Bytes so far, which is where the next record begins in the frame. */
    int length() {
        return length;
    }

    /** Position of the next record. */
    long next() {
        return first + count;
    }

    void add(Draft draft) {
        int start = length;
        int at = start + Frame.RECORD_HEAD;
        at = draft.leaf().put(bytes, at, next());
        INT.set(bytes, start, at - start - Frame.RECORD_HEAD);
        INT.set(bytes, start + 4, draft.leaf().beside().length);
        at = put(at, draft.leaf().beside());
        crc.reset();
        crc.update(bytes, start, Frame.RECORD_CRC_AT);
        crc.update(bytes, start + Frame.RECORD_HEAD, at - start - Frame.RECORD_HEAD);
        INT.set(bytes, start + Frame.RECORD_CRC_AT, (int) crc.getValue());
        length = at;
        count++;
    }

    private int put(int at, byte[] more) {
        System.arraycopy(more, 0, bytes, at, more.length);
        return at + more.length;
    }

    /**
     * Closes the frame.
     *
     * @param chain of the frame before; becomes the chain of this one
     * @return its bytes, good until the next one begins
     */
    ByteBuffer finish(byte[] chain) {
        INT.set(bytes, 0, Frame.MAGIC);
        INT.set(bytes, 4, length + Frame.CHAIN);
        LONG.set(bytes, 8, first);
        INT.set(bytes, 16, count);
        crc.reset();
        crc.update(bytes, 0, Frame.HEAD_CRC_AT);
        INT.set(bytes, Frame.HEAD_CRC_AT, (int) crc.getValue());
        sha.update(chain);
        sha.update(bytes, 0, length);
        try {
            sha.digest(bytes, length, Frame.CHAIN);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
        System.arraycopy(bytes, length, chain, 0, Frame.CHAIN);
        length += Frame.CHAIN;
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
