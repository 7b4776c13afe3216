package dev.lekha.kernel.evidence;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.leaf.CborWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a node's key signs of the one that comes after it, as an array of CBOR: {@code [kid, public
 * key]}, both byte strings, the key as DER. The context of the signature is {@code
 * lekha-key:<node>}.
 */
public record KeyEndorsement(KeyId successor, VerificationKey publicKey) {
    public byte[] bytes() {
        return new CborWriter(160)
                .array(2)
                .bytes(successor.value().getBytes(StandardCharsets.US_ASCII))
                .bytes(Base64.getDecoder().decode(publicKey.text()))
                .toBytes();
    }

    /** What the signature is for. */
    public static byte[] context(NodeId node) {
        return ("lekha-key:" + node).getBytes(StandardCharsets.US_ASCII);
    }
}
