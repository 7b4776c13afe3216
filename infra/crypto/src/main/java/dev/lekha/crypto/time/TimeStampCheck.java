package dev.lekha.crypto.time;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Rejected;
import dev.lekha.kernel.Sha2;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/**
 * Verifies answers of time-stamp authorities against the roots that somebody trusts: the imprint,
 * the signature, the certificate (critical and only time-stamping, named by the signed attribute,
 * good at the time of the token) and its chain. Certificates are not looked up as revoked: that
 * takes a network.
 */
public final class TimeStampCheck {
    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(TSPAlgorithms.SHA256, TSPAlgorithms.SHA384, TSPAlgorithms.SHA512);

    private final Set<TrustAnchor> roots;

    public TimeStampCheck(Collection<X509Certificate> roots) {
        this.roots =
                roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
    }

    /**
     * @param answer a TimeStampResp, DER
     * @throws Malformed where it is none
     * @throws Invalid where it does not prove that the data existed at its time
     */
    public ProvenTime verify(byte[] answer, byte[] data) {
        var token = TokenForm.token(TokenForm.response(answer));
        try {
            return verify(token, data);
        } catch (Rejected told) {
            throw told;
        } catch (RuntimeException unreadable) {
            // The parser takes some apart only when they are used, and then throws what it likes.
            throw new Malformed("no token: " + unreadable);
        }
    }

    /**
     * @param goodUntil when its certificate ends
     */
    public record BareToken(ProvenTime time, Instant goodUntil) {}

    /**
     * Of a token without the answer around it, as archives hold it.
     *
     * @param token a ContentInfo, DER
     * @param digest SHA-256 or SHA-512 of what it is over
     * @throws Malformed where it is none
     * @throws Invalid where it does not prove that the digest existed at its time
     */
    public BareToken verifyToken(byte[] token, byte[] digest) {
        try {
            var read = new TimeStampToken(new CMSSignedData(token));
            if (!Arrays.equals(read.getTimeStampInfo().getMessageImprintDigest(), digest)) {
                throw new Invalid("the token is over another digest");
            }
            if (imprint(read.getTimeStampInfo(), new byte[0]).length != digest.length) {
                throw new Invalid("the token is over a digest of another kind");
            }
            return new BareToken(requireHeld(read), signer(read).getNotAfter().toInstant());
        } catch (Rejected told) {
            throw told;
        } catch (CMSException | TSPException | IOException | RuntimeException unreadable) {
            throw new Malformed("no token: " + unreadable);
        }
    }

    /**
     * That the data was stamped by that very certificate, whoever vouches for it.
     *
     * @param answer a TimeStampResp, DER
     * @param certificate SHA-256, hexadecimal in small letters
     * @throws Malformed where it is none
     * @throws Invalid where it is of another certificate, or over other bytes
     */
    public static void requireBy(String certificate, byte[] answer, byte[] data) {
        var token = TokenForm.token(TokenForm.response(answer));
        try {
            requireImprint(token.getTimeStampInfo(), data);
            var own = signer(token);
            TokenForm.require(token, own);
            requireSigned(token, own);
            if (!digest(own).equals(certificate)) {
                throw new Invalid("the token is of another certificate");
            }
        } catch (Rejected told) {
            throw told;
        } catch (RuntimeException unreadable) {
            throw new Malformed("no token: " + unreadable);
        }
    }

    /** Of the certificate that has signed an answer which holds: SHA-256, hexadecimal. */
    public static String certificateOf(byte[] answer) {
        return digest(signer(TokenForm.token(TokenForm.response(answer))));
    }

    private static String digest(X509Certificate certificate) {
        try {
            return Sha2.SHA_256.hex(certificate.getEncoded());
        } catch (CertificateEncodingException malformed) {
            throw new Malformed("no certificate: " + malformed.getMessage());
        }
    }

    private ProvenTime verify(TimeStampToken token, byte[] data) {
        requireImprint(token.getTimeStampInfo(), data);
        return requireHeld(token);
    }

    private ProvenTime requireHeld(TimeStampToken token) {
        var info = token.getTimeStampInfo();
        var own = signer(token);
        TokenForm.require(token, own);
        requireSigned(token, own);
        requireChain(own, certificates(token, _ -> true), info.getGenTime());
        return stated(token, own);
    }

    /**
     * What an answer says, unverified: to be shown to who has the token and can check it.
     *
     * @param answer a TimeStampResp, DER
     * @throws Malformed where it is none
     */
    public static ProvenTime stated(byte[] answer) {
        var token = TokenForm.token(TokenForm.response(answer));
        try {
            return stated(token, signer(token));
        } catch (Rejected told) {
            throw told;
        } catch (RuntimeException unreadable) {
            throw new Malformed("no token: " + unreadable);
        }
    }

    private static ProvenTime stated(TimeStampToken token, X509Certificate own) {
        var info = token.getTimeStampInfo();
        return new ProvenTime(
                info.getGenTime().toInstant(),
                accuracy(info.getGenTimeAccuracy()),
                own.getSubjectX500Principal().getName());
    }

    private static void requireImprint(TimeStampTokenInfo info, byte[] data) {
        if (!Arrays.equals(imprint(info, data), info.getMessageImprintDigest())) {
            throw new Invalid("the token is over other bytes");
        }
    }

    private static byte[] imprint(TimeStampTokenInfo info, byte[] data) {
        if (info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)) {
            return Sha2.SHA_256.of(data);
        } else if (info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA512)) {
            return Sha2.SHA_512.of(data);
        }
        throw new Invalid("the token is over a digest that is not taken here");
    }

    private static X509Certificate signer(TimeStampToken token) {
        var signers = certificates(token, token.getSID()::match);
        if (signers.size() != 1) {
            throw new Invalid("the token carries %d signers".formatted(signers.size()));
        }
        return signers.getFirst();
    }

    private static List<X509Certificate> certificates(
            TimeStampToken token, Predicate<X509CertificateHolder> wanted) {
        return token.getCertificates().getMatches(null).stream()
                .filter(wanted)
                .map(TimeStampCheck::certificate)
                .toList();
    }

    private static X509Certificate certificate(X509CertificateHolder holder) {
        try {
            return new JcaX509CertificateConverter()
                    .setProvider(Bouncy.CASTLE)
                    .getCertificate(holder);
        } catch (GeneralSecurityException malformed) {
            throw new Malformed("no certificate: " + malformed.getMessage());
        }
    }

    private static void requireSigned(TimeStampToken token, X509Certificate signer) {
        var signature = token.toCMSSignedData().getSignerInfos().iterator().next();
        if (!DIGESTS.contains(new ASN1ObjectIdentifier(signature.getDigestAlgOID()))) {
            throw new Invalid("the token is signed over a weak digest");
        }
        try {
            var verifier = new JcaSimpleSignerInfoVerifierBuilder();
            token.validate(verifier.setProvider(Bouncy.CASTLE).build(signer));
        } catch (TSPException | OperatorCreationException invalid) {
            throw new Invalid("the token is not rightly signed: " + invalid.getMessage());
        }
    }

    private void requireChain(X509Certificate signer, List<X509Certificate> others, Date at) {
        try {
            var target = new X509CertSelector();
            target.setCertificate(signer);
            var parameters = new PKIXBuilderParameters(roots, target);
            parameters.setRevocationEnabled(false);
            parameters.setDate(at);
            var known = new CollectionCertStoreParameters(others);
            parameters.addCertStore(CertStore.getInstance("Collection", known, Bouncy.CASTLE));
            CertPathBuilder.getInstance("PKIX", Bouncy.CASTLE).build(parameters);
        } catch (CertPathBuilderException unknown) {
            throw new Invalid("the authority does not lead to a trusted root");
        } catch (GeneralSecurityException unusable) {
            throw new Invalid("the chain cannot be checked: " + unusable.getMessage());
        }
    }

    private static Duration accuracy(GenTimeAccuracy stated) {
        return Optional.ofNullable(stated)
                .map(some ->
                        Duration.ofSeconds(some.getSeconds())
                                .plusMillis(some.getMillis())
                                .plusNanos(some.getMicros() * 1000L))
                .orElse(Duration.ZERO);
    }
}
