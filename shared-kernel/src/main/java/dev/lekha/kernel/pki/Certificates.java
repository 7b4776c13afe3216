package dev.lekha.kernel.pki;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** X.509 certificates (RFC 5280) as bytes and text, and whether they are strong enough. */
final class Certificates {
    private static final int LARGEST = 8_192;
    private static final int LEAST_RSA_BITS = 2_048;
    private static final int LEAST_EC_BITS = 256;
    private static final Pattern SOUND_SIGNATURE =
            Pattern.compile("SHA(3-)?(256|384|512)WITH(RSA|ECDSA)|RSASSA-PSS|ED25519|ED448|EDDSA");

    private Certificates() {}

    /**
     * @throws IllegalArgumentException where the bytes are no certificate, or more than one
     */
    static X509Certificate read(byte[] der) {
        if (der.length > LARGEST) {
            throw new IllegalArgumentException("a certificate has at most " + LARGEST + " bytes");
        }
        try {
            var in = new ByteArrayInputStream(der);
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509", "SUN").generateCertificate(in);
            if (in.available() > 0) {
                throw new IllegalArgumentException("something stands behind the certificate");
            }
            // Parsed when it is asked for, and an unreadable one shall not get further than this.
            requireReadable(certificate);
            return certificate;
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException("that is no X.509 certificate", unreadable);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK reads certificates", missing);
        }
    }

    private static void requireReadable(X509Certificate certificate) throws CertificateException {
        certificate.getPublicKey();
        certificate.getExtendedKeyUsage();
        certificate.getSubjectAlternativeNames();
        certificate.getBasicConstraints();
        if (certificate.getSerialNumber().signum() < 0) {
            throw new IllegalArgumentException("a serial number is not negative");
        }
    }

    static X509Certificate ofText(String base64) {
        return read(Base64.getDecoder().decode(base64));
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("it was read from bytes", impossible);
        }
    }

    static String text(X509Certificate certificate) {
        return Base64.getEncoder().encodeToString(der(certificate));
    }

    /** What is too weak in it, its key or how it was signed. */
    static Optional<String> weakness(X509Certificate certificate) {
        var signed = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        return SOUND_SIGNATURE.matcher(signed).matches()
                ? weakness(certificate.getPublicKey())
                : Optional.of("it was signed with " + certificate.getSigAlgName());
    }

    private static Optional<String> weakness(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa when rsa.getModulus().bitLength() < LEAST_RSA_BITS ->
                    Optional.of("an RSA key has " + LEAST_RSA_BITS + " bits or more");
            case ECPublicKey ec when ec.getParams().getOrder().bitLength() < LEAST_EC_BITS ->
                    Optional.of("an EC key has " + LEAST_EC_BITS + " bits or more");
            case RSAPublicKey _, ECPublicKey _, EdECPublicKey _ -> Optional.empty();
            default -> Optional.of("a key is one of RSA, EC, Ed25519 or Ed448");
        };
    }
}
