package dev.lekha.devices;

import dev.lekha.kernel.pki.CaCertificate;
import dev.lekha.kernel.pki.DevicePath;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues whatever certificates a test asks for. */
public final class CertificateMaker {
    public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant TO = Instant.parse("2028-01-01T00:00:00Z");
    public static final Instant TO_OF_AUTHORITIES = Instant.parse("2029-01-01T00:00:00Z");
    private static long serials = 1000;

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final String signedBy;

    private CertificateMaker(KeyPair keys, X509Certificate certificate, String signedBy) {
        this.keys = keys;
        this.certificate = certificate;
        this.signedBy = signedBy;
    }

    /** One of that name, which vouches for itself. */
    public static CertificateMaker root(String name) {
        var keys = keys("EC", 256);
        var order = new Order(name, keys).asAuthority().between(FROM, TO_OF_AUTHORITIES);
        return new CertificateMaker(
                keys,
                order.make(new X500Principal(name), keys, "SHA256withECDSA"),
                "SHA256withECDSA");
    }

    /** One that this one vouches for. */
    public CertificateMaker below(String name) {
        var below = keys("EC", 256);
        return new CertificateMaker(
                below, issue(new Order(name, below).asAuthority()), "SHA256withECDSA");
    }

    /** The same, signing otherwise from now on. */
    public CertificateMaker signing(String algorithm) {
        return new CertificateMaker(keys, certificate, algorithm);
    }

    public CaCertificate ca() {
        return new CaCertificate(certificate);
    }

    public X509Certificate issue(Order order) {
        return order.make(certificate.getSubjectX500Principal(), keys, signedBy);
    }

    /** A sound certificate for a device of that common name. */
    public DevicePath device(String commonName) {
        return path(issue(order(commonName)));
    }

    /** The certificates as a device shows them. */
    public static DevicePath path(X509Certificate... certificates) {
        try {
            var der = new java.util.ArrayList<byte[]>();
            for (var one : certificates) {
                der.add(one.getEncoded());
            }
            return DevicePath.ofDer(der);
        } catch (CertificateEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** What a device of that common name asks for. */
    public static Order order(String commonName) {
        return new Order("CN=" + commonName, keys("EC", 256));
    }

    public static KeyPair keys(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * What stands in a certificate.
     *
     * @param usage of the key, as Bouncy Castle numbers it
     */
    public record Order(
            String subject,
            KeyPair keys,
            Instant from,
            Instant to,
            List<KeyPurposeId> purposes,
            int usage,
            boolean authority,
            List<String> urns) {
        public Order(String subject, KeyPair keys) {
            this(
                    subject,
                    keys,
                    FROM,
                    TO,
                    List.of(KeyPurposeId.id_kp_clientAuth),
                    KeyUsage.digitalSignature,
                    false,
                    List.of());
        }

        public Order asAuthority() {
            return new Order(subject, keys, from, to, List.of(), KeyUsage.keyCertSign, true, urns);
        }

        public Order between(Instant first, Instant last) {
            return new Order(subject, keys, first, last, purposes, usage, authority, urns);
        }

        public Order purposes(KeyPurposeId... others) {
            return new Order(
                    subject, keys, from, to, Arrays.asList(others), usage, authority, urns);
        }

        public Order usage(int other) {
            return new Order(subject, keys, from, to, purposes, other, authority, urns);
        }

        public Order urns(String... names) {
            return new Order(
                    subject, keys, from, to, purposes, usage, authority, Arrays.asList(names));
        }

        public X509Certificate make(X500Principal issuer, KeyPair signer, String algorithm) {
            try {
                var builder =
                        new JcaX509v3CertificateBuilder(
                                issuer,
                                BigInteger.valueOf(++serials),
                                Date.from(from),
                                Date.from(to),
                                new X500Principal(subject),
                                keys.getPublic());
                builder.addExtension(
                        Extension.basicConstraints, true, new BasicConstraints(authority));
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
                extend(builder);
                return new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(
                                        new JcaContentSignerBuilder(algorithm)
                                                .build(signer.getPrivate())));
            } catch (CertIOException | OperatorCreationException | GeneralSecurityException no) {
                throw new AssertionError(no);
            }
        }

        private void extend(JcaX509v3CertificateBuilder builder) throws CertIOException {
            if (!purposes.isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
            }
            if (!urns.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                urns.stream()
                                        .map(urn ->
                                                new GeneralName(
                                                        GeneralName.uniformResourceIdentifier, urn))
                                        .toArray(GeneralName[]::new)));
            }
        }
    }
}
