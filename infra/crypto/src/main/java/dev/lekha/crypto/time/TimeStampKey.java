package dev.lekha.crypto.time;

import dev.lekha.crypto.Bouncy;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The key of a time-stamp authority.
 *
 * @param chain its certificate, then those that vouch for it up to the root
 */
public record TimeStampKey(PrivateKey key, List<X509Certificate> chain) {
    static final String SIGNATURE = "SHA256withECDSA";

    public TimeStampKey {
        chain = List.copyOf(chain);
    }

    /**
     * Makes a P-256 key under a root of its own. The root's key signs this one certificate and is
     * kept nowhere, so nobody can ever make another under it; an auditor trusts the root.
     *
     * @param name as it stands in the subjects, {@code CN=<name>}
     */
    public static TimeStampKey make(String name, Instant from, int years) {
        try {
            var generator = KeyPairGenerator.getInstance("EC", Bouncy.CASTLE);
            generator.initialize(new ECGenParameterSpec("P-256"));
            var root = generator.generateKeyPair();
            var own = generator.generateKeyPair();
            var rootName = new X500Principal("CN=" + name + " root");
            var rootCertificate = root(rootName, root, from, years);
            var subject = new X500Principal("CN=" + name);
            var builder = builder(rootName, subject, own, from, years);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage,
                            true,
                            new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils()
                                    .createAuthorityKeyIdentifier(root.getPublic()));
            return new TimeStampKey(
                    own.getPrivate(), List.of(sign(builder, root.getPrivate()), rootCertificate));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException failed) {
            throw new IllegalStateException("a certificate for time-stamping", failed);
        }
    }

    private static X509Certificate root(X500Principal name, KeyPair keys, Instant from, int years)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        var builder = builder(name, name, keys, from, years);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return sign(builder, keys.getPrivate());
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair keys, Instant from, int years) {
        var to = from.atZone(ZoneOffset.UTC).plusYears(years).toInstant();
        var serial = new BigInteger(Long.SIZE, new SecureRandom()).setBit(Long.SIZE);
        return new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(from), Date.from(to), subject, keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder(SIGNATURE).setProvider(Bouncy.CASTLE).build(key);
        return new JcaX509CertificateConverter()
                .setProvider(Bouncy.CASTLE)
                .getCertificate(builder.build(signer));
    }
}
