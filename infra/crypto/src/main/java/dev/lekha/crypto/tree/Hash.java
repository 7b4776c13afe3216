package dev.lekha.crypto.tree;

import dev.lekha.crypto.Malformed;
import dev.lekha.kernel.Sha2;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 in the tree: of a leaf, of a node, of nothing. Always 32 bytes. */
public final class Hash {
    public static final int BYTES = Sha2.SHA_256_BYTES;

    /** The root of the tree without leaves: the digest of nothing (RFC 6962, 2.1). */
    public static final Hash EMPTY = new Hash(Sha2.SHA_256.of());

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws Malformed where it is not 32 bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new Malformed("a hash of %d bytes, not 32".formatted(bytes.length));
        }
        return new Hash(bytes.clone());
    }

    /** The hash that stands at that offset of the bytes, which must reach so far. */
    public static Hash at(byte[] bytes, int offset) {
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /**
     * @param base64 standard, padded, in the one form that the bytes have
     * @throws Malformed where it is not 32 bytes written so
     */
    public static Hash base64(String base64) {
        return of(Base64Text.bytes(base64));
    }

    /** {@code SHA-256(0x00 || record)}. */
    public static Hash leaf(byte[] record) {
        return new Hash(Sha2.SHA_256.of(LEAF, record));
    }

    /** {@code SHA-256(0x01 || left || right)}. */
    public static Hash node(Hash left, Hash right) {
        return new Hash(Sha2.SHA_256.of(NODE, left.bytes, right.bytes));
    }

    /** The node over the two hashes that stand one behind the other at that offset. */
    public static Hash node(byte[] hashes, int offset) {
        var digest = Sha2.SHA_256.begin();
        digest.update(NODE);
        digest.update(hashes, offset, 2 * BYTES);
        return new Hash(digest.digest());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Puts the 32 bytes there. */
    public void put(byte[] into, int offset) {
        System.arraycopy(bytes, 0, into, offset, BYTES);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** In lower-case hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
