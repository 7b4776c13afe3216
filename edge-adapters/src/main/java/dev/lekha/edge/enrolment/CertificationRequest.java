package dev.lekha.edge.enrolment;

import dev.lekha.kernel.Refused;
import dev.lekha.kernel.pki.Pem;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A certification request (PKCS #10, RFC 2986), used as a proof: it is signed by the key that it
 * names, and its challenge password holds what was to be signed, as RFC 7030, 3.5 does it.
 */
record CertificationRequest(PKCS10CertificationRequest request) {
    private static final Pattern SOUND =
            Pattern.compile("SHA(3-)?(256|384|512)WITH.*|RSASSA-PSS|RSAPSS|ED25519|ED448");

    /**
     * @throws Refused of kind malformed where it is none
     */
    static CertificationRequest read(String pem) {
        try {
            var all = Pem.read("CERTIFICATE REQUEST", pem);
            if (all.size() > 1) {
                throw new IllegalArgumentException("one request is enough");
            }
            var read = new CertificationRequest(new PKCS10CertificationRequest(all.getFirst()));
            // Looked into when it is asked for, and by then it shall be known to be readable.
            read.challenge();
            read.request.getSubjectPublicKeyInfo();
            read.request.getSignature();
            return read;
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | IndexOutOfBoundsException
                | NullPointerException unreadable) {
            throw new Refused(
                    Refused.Kind.MALFORMED,
                    "proof-malformed",
                    "The request is no PKCS #10 in PEM: " + unreadable.getMessage() + ".");
        }
    }

    /** Its challenge password, or empty. */
    String challenge() {
        return Arrays.stream(
                        request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_challengePassword))
                .flatMap(attribute -> Optional.of(attribute.getAttrValues()).stream())
                .filter(values -> values.size() == 1)
                .map(values -> values.getObjectAt(0))
                .filter(ASN1String.class::isInstance)
                .map(value -> ((ASN1String) value).getString())
                .findFirst()
                .orElse("");
    }

    /** Whether the key of that certificate has signed it. */
    boolean isSignedBy(X509Certificate certificate) {
        try {
            var key = certificate.getPublicKey();
            var algorithm =
                    new DefaultAlgorithmNameFinder()
                            .getAlgorithmName(request.getSignatureAlgorithm());
            return SOUND.matcher(algorithm.toUpperCase(Locale.ROOT)).matches()
                    && Arrays.equals(
                            request.getSubjectPublicKeyInfo().getEncoded(), key.getEncoded())
                    && request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
        } catch (IOException
                | PKCSException
                | OperatorCreationException
                | RuntimeOperatorException unfit) {
            return false;
        }
    }
}
