package dev.lekha.crypto.time;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** Takes answers apart, and refuses what the library reads with a kinder eye than others do. */
final class TokenForm {
    private TokenForm() {}

    /**
     * @throws Malformed where it is no TimeStampResp in DER
     */
    static TimeStampResponse response(byte[] answer) {
        try {
            // Of the whole of the bytes: the stream's reader would not see what follows.
            var whole = ASN1Primitive.fromByteArray(answer);
            if (!Arrays.equals(whole.getEncoded(ASN1Encoding.DER), answer)) {
                throw new Malformed("the answer of the authority is not in DER");
            }
            return new TimeStampResponse(TimeStampResp.getInstance(whole));
        } catch (Malformed told) {
            throw told;
        } catch (IOException | TSPException | RuntimeException unreadable) {
            throw new Malformed("no answer of a time-stamp authority: " + unreadable.getMessage());
        }
    }

    /**
     * @throws Invalid where the authority refused
     */
    static TimeStampToken token(TimeStampResponse response) {
        if (response.getStatus() != PKIStatus.GRANTED
                && response.getStatus() != PKIStatus.GRANTED_WITH_MODS) {
            throw new Invalid("the authority refused: " + why(response));
        }
        return Optional.ofNullable(response.getTimeStampToken())
                .orElseThrow(() -> new Invalid("the authority granted no token"));
    }

    private static String why(TimeStampResponse response) {
        return String.valueOf(response.getStatusString());
    }

    /**
     * @throws Malformed where what its signature does not cover is not as RFC 5652 asks
     */
    static void require(TimeStampToken token, X509Certificate signer) {
        var signed = token.toCMSSignedData();
        var type = signed.toASN1Structure().getContentType();
        var content = SignedData.getInstance(signed.toASN1Structure().getContent());
        boolean octets = content.getEncapContentInfo().getContent() instanceof ASN1OctetString;
        boolean isSigned = type.equals(CMSObjectIdentifiers.signedData) && octets;
        boolean isPlain = carriesCertificatesAlone(content) && namesAlgorithms(signed);
        if (!isSigned || !isPlain || !names(token, signer)) {
            throw new Malformed("the token is not of the form that RFC 5652 gives it");
        }
    }

    /** No lists of what is revoked, since none is looked at, and no certificates but X.509. */
    private static boolean carriesCertificatesAlone(SignedData content) {
        return content.getCRLs() == null
                && Arrays.stream(content.getCertificates().toArray())
                        .allMatch(one -> one.toASN1Primitive() instanceof ASN1Sequence);
    }

    /** Announced as they are used; none that is taken here has parameters (RFC 5754). */
    private static boolean namesAlgorithms(CMSSignedData signed) {
        var signature = signed.getSignerInfos().iterator().next().toASN1Structure();
        var digest = signature.getDigestAlgorithm();
        return signed.getDigestAlgorithmIDs().contains(digest)
                && hasNoParameters(digest)
                && hasNoParameters(signature.getDigestEncryptionAlgorithm());
    }

    private static boolean hasNoParameters(AlgorithmIdentifier algorithm) {
        var parameters = algorithm.getParameters();
        return parameters == null || DERNull.INSTANCE.equals(parameters);
    }

    /** Byte by byte: names that only look alike are others. */
    private static boolean names(TimeStampToken token, X509Certificate signer) {
        try {
            var issuer = token.getSID().getIssuer().getEncoded(ASN1Encoding.DER);
            return Arrays.equals(issuer, signer.getIssuerX500Principal().getEncoded());
        } catch (IOException failed) {
            throw new Malformed("no name: " + failed.getMessage());
        }
    }
}
