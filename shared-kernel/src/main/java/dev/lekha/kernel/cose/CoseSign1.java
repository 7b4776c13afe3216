package dev.lekha.kernel.cose;

import dev.lekha.kernel.leaf.CborReader;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import dev.lekha.kernel.leaf.CborWriter;
import java.util.function.UnaryOperator;

/**
 * A COSE_Sign1 (RFC 9052, 4.2) of one form: tag 18, a protected header of {@code alg} and {@code
 * kid} and nothing else, no unprotected header, the payload inside, deterministic CBOR. So there is
 * one way to write it, and no byte of it that is not signed, checked or the signature.
 *
 * <pre>
 * d2 84                        tag 18, array of 4
 *   bstr { 1: alg, 4: bstr kid }
 *   a0                         empty map
 *   bstr payload
 *   58 40 signature            64 bytes
 * </pre>
 */
public record CoseSign1(SignatureAlgorithm algorithm, KeyId kid, byte[] payload, byte[] signature) {
    /** Room for all that the platform and devices sign. */
    public static final int MOST_BYTES = 4_096;

    private static final int TAG = 18;
    private static final int ALG = 1;
    private static final int KID = 4;

    /**
     * @throws Malformed where the bytes are not of this form
     */
    public static CoseSign1 read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new Malformed("more than %d bytes".formatted(MOST_BYTES));
        }
        var in = new CborReader(bytes);
        require(in.tag() == TAG && in.array() == 4, "a COSE_Sign1 is tag 18 and an array of 4");
        var header = new CborReader(in.bytes());
        require(in.map() == 0, "there is no unprotected header");
        var payload = in.bytes();
        var signature = in.bytes();
        in.end();
        require(signature.length == SignatureAlgorithm.SIGNATURE_BYTES, "a signature has 64 bytes");
        require(header.map() == 2 && header.integer() == ALG, "the header is alg and kid");
        var algorithm =
                SignatureAlgorithm.of(header.integer())
                        .orElseThrow(() -> new Malformed("the algorithm is EdDSA or ES256"));
        require(header.integer() == KID, "the header is alg and kid");
        var kid = kid(header.bytes());
        header.end();
        return new CoseSign1(algorithm, kid, payload, signature);
    }

    /**
     * Signs.
     *
     * @param context what the statement is for (RFC 9052 external_aad); it is not sent along
     * @param signer gives 64 bytes for the bytes to be signed
     */
    public static CoseSign1 sign(
            SignatureAlgorithm algorithm,
            KeyId kid,
            byte[] payload,
            byte[] context,
            UnaryOperator<byte[]> signer) {
        return new CoseSign1(
                algorithm,
                kid,
                payload,
                signer.apply(toBeSigned(header(algorithm, kid), context, payload)));
    }

    /** Whether the key's holder signed this in this context. */
    public boolean verifies(VerificationKey key, byte[] context) {
        return key.algorithm() == algorithm
                && key.verifies(toBeSigned(header(algorithm, kid), context, payload), signature);
    }

    public byte[] bytes() {
        return new CborWriter(payload.length + 160)
                .tag(TAG)
                .array(4)
                .bytes(header(algorithm, kid))
                .map(0)
                .bytes(payload)
                .bytes(signature)
                .toBytes();
    }

    /** The Sig_structure (RFC 9052, 4.4). */
    private static byte[] toBeSigned(byte[] header, byte[] context, byte[] payload) {
        return new CborWriter(payload.length + header.length + context.length + 32)
                .array(4)
                .text("Signature1")
                .bytes(header)
                .bytes(context)
                .bytes(payload)
                .toBytes();
    }

    private static byte[] header(SignatureAlgorithm algorithm, KeyId kid) {
        return new CborWriter(128)
                .map(2)
                .integer(ALG)
                .integer(algorithm.label())
                .integer(KID)
                .bytes(kid.bytes())
                .toBytes();
    }

    private static KeyId kid(byte[] bytes) {
        try {
            return KeyId.of(bytes);
        } catch (IllegalArgumentException unfit) {
            throw new Malformed(String.valueOf(unfit.getMessage()));
        }
    }

    private static void require(boolean holds, String finding) {
        if (!holds) {
            throw new Malformed(finding);
        }
    }
}
