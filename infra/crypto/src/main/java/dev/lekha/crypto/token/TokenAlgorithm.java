package dev.lekha.crypto.token;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.kernel.Sha2;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** How tokens sign, and write public keys (PKCS#11 3.0, 2.3). */
enum TokenAlgorithm {
    /** CKK_EC_EDWARDS by CKM_EDDSA without parameters, which is Ed25519 of RFC 8032. */
    ED25519("Ed25519", "Ed25519", 0x40, 0x1057) {
        @Override
        AlgorithmIdentifier identifier(byte[] parameters) {
            return new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
        }

        @Override
        byte[] input(byte[] message) {
            return message;
        }

        @Override
        byte[] signature(byte[] raw) {
            return raw;
        }
    },
    /** CKK_EC by CKM_ECDSA: it takes a digest and gives r and s, each as long as the other. */
    EC("EC", "SHA256withECDSA", 0x03, 0x1041) {
        @Override
        AlgorithmIdentifier identifier(byte[] parameters) throws IOException {
            var curve = ASN1Primitive.fromByteArray(parameters);
            return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve);
        }

        @Override
        byte[] input(byte[] message) {
            return Sha2.SHA_256.of(message);
        }

        @Override
        byte[] signature(byte[] raw) throws IOException {
            int half = raw.length / 2;
            var r = new ASN1Integer(new BigInteger(1, Arrays.copyOf(raw, half)));
            var s = new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, half, raw.length)));
            return new DERSequence(new ASN1Integer[] {r, s}).getEncoded();
        }
    };

    private static final int ED25519_BYTES = 32;

    private final String algorithm;
    private final String signatures;
    private final long keyType;
    private final long mechanism;

    TokenAlgorithm(String algorithm, String signatures, long keyType, long mechanism) {
        this.algorithm = algorithm;
        this.signatures = signatures;
        this.keyType = keyType;
        this.mechanism = mechanism;
    }

    /**
     * @throws KeyUnusable where no token is asked to sign by it
     */
    static TokenAlgorithm named(String algorithm) {
        return Arrays.stream(values())
                .filter(one -> one.algorithm.equals(algorithm))
                .findFirst()
                .orElseThrow(() ->
                        new KeyUnusable(
                                "keys of %s are not taken from tokens, only Ed25519 and EC."
                                        .formatted(algorithm)));
    }

    abstract AlgorithmIdentifier identifier(byte[] parameters) throws IOException;

    /** What the token is given to sign. */
    abstract byte[] input(byte[] message);

    /** What it answers, as the rest of the world writes it. */
    abstract byte[] signature(byte[] raw) throws IOException;

    String algorithm() {
        return algorithm;
    }

    /** By the name that the JCA has for them. */
    String signatures() {
        return signatures;
    }

    long keyType() {
        return keyType;
    }

    long mechanism() {
        return mechanism;
    }

    /**
     * @param parameters CKA_EC_PARAMS
     * @param point CKA_EC_POINT
     * @throws Malformed where they are no key of this algorithm
     */
    PublicKey publicKey(byte[] parameters, byte[] point) {
        try {
            var encoded = new SubjectPublicKeyInfo(identifier(parameters), bare(point));
            return KeyFactory.getInstance(algorithm, Bouncy.CASTLE)
                    .generatePublic(new X509EncodedKeySpec(encoded.getEncoded()));
        } catch (IOException | GeneralSecurityException | RuntimeException other) {
            // What is no point of the curve is found by arithmetic, which throws what it likes.
            throw new Malformed("no public key of %s (%s)".formatted(algorithm, other));
        }
    }

    /**
     * PKCS#11 has it in an OCTET STRING; of an Edwards curve 3.0 has it in a BIT STRING, 3.1 has it
     * bare, and each is met.
     */
    private byte[] bare(byte[] point) throws IOException {
        if (this == ED25519 && point.length == ED25519_BYTES) {
            return point;
        }
        return switch (ASN1Primitive.fromByteArray(point)) {
            case ASN1OctetString octets -> octets.getOctets();
            case ASN1BitString bits -> bits.getOctets();
            default -> throw new IOException("a point in another form");
        };
    }
}
