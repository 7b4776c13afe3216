package dev.lekha.kernel.pki;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * The certificate of an authority that issues certificates itself. Read from PEM or from DER in
 * base64, written as the latter.
 *
 * @param certificate one that may sign certificates, and is strong enough
 */
public record CaCertificate(X509Certificate certificate) {
    private static final int KEY_CERT_SIGN = 5;

    public CaCertificate {
        var usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() < 0 || usage != null && !usage[KEY_CERT_SIGN]) {
            throw new IllegalArgumentException("an authority's certificate may sign certificates");
        }
        Certificates.weakness(certificate)
                .ifPresent(weakness -> {
                    throw new IllegalArgumentException("it is too weak: " + weakness);
                });
    }

    /**
     * @throws IllegalArgumentException where it is no such certificate, or more than one
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CaCertificate read(String text) {
        if (!text.contains("-----")) {
            return new CaCertificate(Certificates.ofText(text));
        }
        var all = Pem.read("CERTIFICATE", text);
        if (all.size() > 1) {
            throw new IllegalArgumentException("an authority has one certificate");
        }
        return new CaCertificate(Certificates.read(all.getFirst()));
    }

    /** DER in base64. */
    @JsonValue
    public String text() {
        return Certificates.text(certificate);
    }

    /** Its end. */
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** Whom it vouches as, as {@link DevicePath#issuer} names it. */
    public String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    @Override
    public String toString() {
        return subject();
    }
}
