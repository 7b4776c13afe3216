package dev.lekha.kernel.cose;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The algorithms that are taken (RFC 9053, 2), each with the one form that its keys have. */
public enum SignatureAlgorithm {
    /** EdDSA over edwards25519. */
    ED25519(-8, "Ed25519", "Ed25519", "302a300506032b6570032100", 32),
    /** ECDSA over P-256 with SHA-256; a signature is r and s, 32 bytes each. */
    ES256(
            -7,
            "EC",
            "SHA256withECDSAinP1363Format",
            "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
            64);

    /** Of both. */
    static final int SIGNATURE_BYTES = 64;

    private final int label;
    private final String keyAlgorithm;
    private final String signature;
    private final byte[] prefix;
    private final int keyBytes;

    SignatureAlgorithm(
            int label, String keyAlgorithm, String signature, String prefix, int keyBytes) {
        this.label = label;
        this.keyAlgorithm = keyAlgorithm;
        this.signature = signature;
        this.prefix = HexFormat.of().parseHex(prefix);
        this.keyBytes = keyBytes;
    }

    static Optional<SignatureAlgorithm> of(long label) {
        return Arrays.stream(values()).filter(one -> one.label == label).findFirst();
    }

    /** The algorithm of a SubjectPublicKeyInfo (RFC 5280), where it is of one of these forms. */
    static Optional<SignatureAlgorithm> ofKey(byte[] spki) {
        return Arrays.stream(values())
                .filter(one -> spki.length == one.prefix.length + one.keyBytes)
                .filter(one ->
                        Arrays.equals(one.prefix, 0, one.prefix.length, spki, 0, one.prefix.length))
                .findFirst();
    }

    /** The key proper: what follows the name of the algorithm. */
    byte[] bare(byte[] spki) {
        return Arrays.copyOfRange(spki, prefix.length, spki.length);
    }

    /** As COSE numbers it. */
    public int label() {
        return label;
    }

    /** As the JCA names its keys. */
    String keyAlgorithm() {
        return keyAlgorithm;
    }

    /** As the JCA names its signatures. */
    public String signature() {
        return signature;
    }
}
