package dev.lekha.crypto.note;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Signing;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Between the bare bytes of keys and those of the JCA. */
final class RawKeys {
    /** Of both kinds of key (RFC 8032, 5.1.5; FIPS 204, algorithm 1). */
    static final int SEED_BYTES = 32;

    private RawKeys() {}

    static PublicKey publicKey(SignatureType type, byte[] raw) {
        if (raw.length != type.keyBytes()) {
            throw new Malformed("a key of %d bytes".formatted(raw.length));
        }
        try {
            var encoded = new SubjectPublicKeyInfo(algorithm(type), raw).getEncoded();
            return factory(type).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IOException malformed) {
            throw new Malformed("no key of " + type.algorithm());
        }
    }

    static PrivateKey privateKey(SignatureType type, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new Malformed("a seed of %d bytes".formatted(seed.length));
        }
        var octets = new DEROctetString(seed);
        // RFC 9881, 6: of the three forms of an ML-DSA key that with the seed alone, [0] IMPLICIT.
        var key =
                type.algorithm().equals("Ed25519") ? octets : new DERTaggedObject(false, 0, octets);
        try {
            var encoded = new PrivateKeyInfo(algorithm(type), key).getEncoded();
            return factory(type).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IOException malformed) {
            throw new Malformed("no key of " + type.algorithm());
        }
    }

    /**
     * The bare public key that belongs to a private one.
     *
     * @throws Malformed where it is a key of another algorithm
     */
    static byte[] raw(PrivateKey key) {
        return SubjectPublicKeyInfo.getInstance(Signing.publicKey(key).getEncoded())
                .getPublicKeyData()
                .getOctets();
    }

    private static AlgorithmIdentifier algorithm(SignatureType type) {
        return new AlgorithmIdentifier(oid(type));
    }

    private static ASN1ObjectIdentifier oid(SignatureType type) {
        return switch (type) {
            case ED25519, COSIGNATURE_ED25519 -> EdECObjectIdentifiers.id_Ed25519;
            case COSIGNATURE_ML_DSA_44 -> NISTObjectIdentifiers.id_ml_dsa_44;
        };
    }

    private static KeyFactory factory(SignatureType type) throws GeneralSecurityException {
        return KeyFactory.getInstance(type.algorithm(), Bouncy.CASTLE);
    }
}
