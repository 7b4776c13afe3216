package dev.lekha.kernel.pki;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an authority vouches for a device at a time (RFC 5280, 6, as the JDK does it), and
 * whether its certificate is one to connect with. Revocation is not asked of anybody: which serial
 * numbers are revoked, the log knows.
 */
public final class PathCheck {
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final int DIGITAL_SIGNATURE = 0;

    /** Why not: a stable code, and a sentence. */
    public record Fault(String code, String sentence) {}

    private PathCheck() {}

    /** What is wrong; nothing where the certificate holds. */
    public static Optional<Fault> fault(CaCertificate authority, DevicePath path, Instant at) {
        return weak(path)
                .or(() -> authorityOver(authority, at))
                .or(() -> broken(authority.certificate(), path, at))
                .or(() -> purpose(path.own()));
    }

    private static Optional<Fault> weak(DevicePath path) {
        return path.certificates().stream()
                .flatMap(one -> Certificates.weakness(one).stream())
                .findFirst()
                .map(why ->
                        new Fault("certificate-weak", "The certificate is too weak: " + why + "."));
    }

    /** The JDK looks at the whole path but at its anchor. */
    private static Optional<Fault> authorityOver(CaCertificate authority, Instant at) {
        var certificate = authority.certificate();
        return at.isBefore(certificate.getNotBefore().toInstant())
                        || at.isAfter(certificate.getNotAfter().toInstant())
                ? Optional.of(
                        new Fault(
                                "authority-expired",
                                "The authority's own certificate does not hold at this time."))
                : Optional.empty();
    }

    private static Optional<Fault> broken(X509Certificate anchor, DevicePath path, Instant at) {
        try {
            var below = path.certificates().stream().filter(one -> !one.equals(anchor)).toList();
            if (below.isEmpty()) {
                return purpose(anchor);
            }
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX", "SUN").validate(certPath(below), parameters);
            return Optional.empty();
        } catch (CertPathValidatorException no) {
            return Optional.of(fault(no));
        } catch (InvalidAlgorithmParameterException unfit) {
            throw new IllegalStateException("PKIX takes these", unfit);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has PKIX", missing);
        }
    }

    private static java.security.cert.CertPath certPath(List<X509Certificate> certificates)
            throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509", "SUN").generateCertPath(certificates);
    }

    private static Fault fault(CertPathValidatorException no) {
        if (no.getReason() == BasicReason.EXPIRED) {
            return new Fault("certificate-expired", "The certificate has expired.");
        }
        if (no.getReason() == BasicReason.NOT_YET_VALID) {
            return new Fault("certificate-not-yet-valid", "The certificate is not valid yet.");
        }
        if (no.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
            return new Fault(
                    "certificate-weak", "The certificate uses an algorithm that is too weak.");
        }
        return new Fault(
                "certificate-untrusted", "The authority does not vouch for this certificate.");
    }

    private static Optional<Fault> purpose(X509Certificate own) {
        try {
            var uses = own.getExtendedKeyUsage();
            var usage = own.getKeyUsage();
            var fit =
                    own.getBasicConstraints() < 0
                            && uses != null
                            && uses.contains(CLIENT)
                            && (usage == null || usage[DIGITAL_SIGNATURE]);
            return fit ? Optional.empty() : Optional.of(notForClients());
        } catch (CertificateParsingException unreadable) {
            return Optional.of(notForClients());
        }
    }

    private static Fault notForClients() {
        return new Fault(
                "certificate-purpose-wrong",
                "A device's certificate is for TLS clients (extended key usage clientAuth), may make"
                        + " digital signatures, and is no authority's.");
    }
}
