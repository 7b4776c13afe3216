package dev.lekha.kernel.evidence;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.leaf.CborReader;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import dev.lekha.kernel.leaf.CborWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a device signs of a message (ISO/IEC 13888 non-repudiation of origin), as an array of CBOR:
 * {@code [commitment, counter, previous]}. The context of the signature is {@code
 * lekha-origin:<node>}, so that a statement of one node is none of another.
 *
 * @param commitment SHA-256 of the message as it is sent, 32 bytes in hex
 * @param counter 1 for the first message of a device, one more for each
 * @param previous {@link #hash} of the statement before, 32 bytes in hex; zeros with the first
 */
public record OriginStatement(String commitment, long counter, String previous) {
    /** The previous of the first. */
    public static final String NONE = "00".repeat(Sha2.SHA_256_BYTES);

    public OriginStatement {
        if (counter < 1) {
            throw new IllegalArgumentException("a counter begins with 1");
        }
    }

    /**
     * @throws Malformed where the bytes are no such statement
     */
    public static OriginStatement read(byte[] payload) {
        var in = new CborReader(payload);
        if (in.array() != 3) {
            throw new Malformed("a statement is commitment, counter, previous");
        }
        var commitment = hash(in.bytes());
        var counter = in.integer();
        var previous = hash(in.bytes());
        in.end();
        if (counter < 1 || (counter == 1) != previous.equals(NONE)) {
            throw new Malformed(
                    "a counter begins with 1, and the first statement alone has no previous");
        }
        return new OriginStatement(commitment, counter, previous);
    }

    public byte[] bytes() {
        return new CborWriter(80)
                .array(3)
                .bytes(HexFormat.of().parseHex(commitment))
                .integer(counter)
                .bytes(HexFormat.of().parseHex(previous))
                .toBytes();
    }

    /** SHA-256 of the statement's bytes, in hex: what the next one names. */
    public String hash() {
        return Sha2.SHA_256.hex(bytes());
    }

    public boolean isOf(byte[] message) {
        return Arrays.equals(HexFormat.of().parseHex(commitment), Sha2.SHA_256.of(message));
    }

    /** What the signature is for. */
    public static byte[] context(NodeId node) {
        return ("lekha-origin:" + node).getBytes(StandardCharsets.US_ASCII);
    }

    private static String hash(byte[] bytes) {
        if (bytes.length != Sha2.SHA_256_BYTES) {
            throw new Malformed("a hash has 32 bytes");
        }
        return HexFormat.of().formatHex(bytes);
    }
}
