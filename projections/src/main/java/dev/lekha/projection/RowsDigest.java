package dev.lekha.projection;

import dev.lekha.kernel.Sha2;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Makes a {@link Views.Digest} of rows, given in the order of their keys. */
public final class RowsDigest {
    private final MessageDigest sha = Sha2.SHA_256.begin();
    private long rows;

    public void add(String key, byte[] row) {
        add(key.getBytes(StandardCharsets.UTF_8));
        add(row);
        rows++;
    }

    private void add(byte[] bytes) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        sha.update(bytes);
    }

    /** Ends it. */
    public Views.Digest at(long position) {
        return new Views.Digest(position, rows, HexFormat.of().formatHex(sha.digest()));
    }
}
