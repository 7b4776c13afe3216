package dev.lekha.crypto.subject;

import dev.lekha.crypto.Invalid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The key under which everything personal of one subject is sealed. What it seals is padded
 * (ISO/IEC 7816-4) to blocks, so that its length tells little of what is in it.
 */
public final class SubjectKey {
    private static final int BLOCK = 64;
    private static final byte PADDED = (byte) 0x80;

    private final SecretKey256 key;

    SubjectKey(byte[] bytes) {
        this.key = new SecretKey256(bytes);
    }

    /**
     * @param bound texts without which it cannot be opened again, in this order
     */
    public byte[] seal(String text, List<String> bound) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var padded = Arrays.copyOf(bytes, (bytes.length / BLOCK + 1) * BLOCK);
        padded[bytes.length] = PADDED;
        return key.seal(padded, bytes(bound));
    }

    /**
     * @throws Invalid where this is not what was sealed, or something else is bound to it
     */
    public String open(byte[] sealed, List<String> bound) {
        var padded = key.open(sealed, bytes(bound));
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        if (end < 0 || padded[end] != PADDED) {
            throw new Invalid("it was not padded");
        }
        return new String(padded, 0, end, StandardCharsets.UTF_8);
    }

    /** For each text u32be(length) and its UTF-8 bytes, so that no two lists read alike. */
    static byte[] bytes(List<String> texts) {
        var all = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        var bytes =
                ByteBuffer.allocate(
                        all.stream().mapToInt(text -> Integer.BYTES + text.length).sum());
        all.forEach(text -> bytes.putInt(text.length).put(text));
        return bytes.array();
    }
}
