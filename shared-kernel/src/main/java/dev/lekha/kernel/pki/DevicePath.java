package dev.lekha.kernel.pki;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Sha2;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * A device's certificate and those between it and the authority, its own first. In JSON an array of
 * DER in base64.
 *
 * @param certificates one to four; the authority's own may be among them, and is not needed
 */
public record DevicePath(List<X509Certificate> certificates) {
    private static final int MOST = 4;
    private static final int URI = 6;

    public DevicePath {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty() || certificates.size() > MOST) {
            throw new IllegalArgumentException("a device shows 1 to " + MOST + " certificates");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static DevicePath read(List<String> base64) {
        return new DevicePath(base64.stream().map(Certificates::ofText).toList());
    }

    /**
     * @throws IllegalArgumentException where the text holds no certificates, or too many
     */
    public static DevicePath ofPem(String pem) {
        return new DevicePath(
                Pem.read("CERTIFICATE", pem).stream().map(Certificates::read).toList());
    }

    /** The same certificates, read by our own reader. */
    public static DevicePath ofDer(List<byte[]> der) {
        return new DevicePath(der.stream().map(Certificates::read).toList());
    }

    @JsonValue
    public List<String> texts() {
        return certificates.stream().map(Certificates::text).toList();
    }

    /** The device's own. */
    public X509Certificate own() {
        return certificates.getFirst();
    }

    /** Its end. */
    public Instant notAfter() {
        return own().getNotAfter().toInstant();
    }

    /** Of that, DER. */
    public byte[] ownDer() {
        return Certificates.der(own());
    }

    /** Who vouches for the last of them, RFC 2253; its own name where it is an authority's own. */
    public String issuer() {
        return certificates.getLast().getIssuerX500Principal().getName();
    }

    /** {@code sha-256:} and hex, of the device's own certificate. */
    public String fingerprint() {
        return "sha-256:" + Sha2.SHA_256.hex(Certificates.der(own()));
    }

    /** Serial number of the device's own certificate, lower-case hex without leading zeros. */
    public String serial() {
        return own().getSerialNumber().toString(16);
    }

    /** Serial numbers of all of them. */
    public List<String> serials() {
        return certificates.stream().map(one -> one.getSerialNumber().toString(16)).toList();
    }

    /** The common names of the subject; one that is no text is left out. */
    public List<String> commonNames() {
        try {
            return new LdapName(own().getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(javax.naming.ldap.Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .toList();
        } catch (InvalidNameException unreadable) {
            return List.of();
        }
    }

    /** The URNs among its alternative names. */
    public List<String> urns() {
        try {
            var names = own().getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0) instanceof Integer kind && kind == URI)
                            .map(name -> String.valueOf(name.get(1)))
                            .filter(name -> name.startsWith("urn:"))
                            .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    /** That of the device, RFC 2253. */
    @Override
    public String toString() {
        return own().getSubjectX500Principal().getName();
    }
}
