package dev.lekha.crypto.time;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamp authority of our own (RFC 3161). For any number of threads. */
public final class TimeStampAuthority implements TimeStamper {
    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(TSPAlgorithms.SHA256, TSPAlgorithms.SHA384, TSPAlgorithms.SHA512);
    private static final int SERIAL_BITS = 120;

    private final TimeStampKey key;
    private final ASN1ObjectIdentifier policy;
    private final Duration accuracy;
    private final ClockOffset offset;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param policy the OID under which it stamps
     * @param accuracy in whole milliseconds; stands in every token, and while the clock may be off
     *     by more there are none
     */
    public TimeStampAuthority(
            TimeStampKey key,
            String policy,
            Duration accuracy,
            ClockOffset offset,
            InstantSource clock) {
        if (accuracy.toMillis() < 1) {
            throw new IllegalArgumentException("an accuracy of at least a millisecond");
        }
        this.key = key;
        this.policy = new ASN1ObjectIdentifier(policy);
        this.accuracy = accuracy;
        this.offset = offset;
        this.clock = clock;
    }

    /**
     * A token, or a refusal that says why: {@code timeNotAvailable} where the clock is in doubt.
     */
    @Override
    public byte[] answer(byte[] query) {
        try {
            return respond(query).getEncoded();
        } catch (TSPException | IOException | GeneralSecurityException failed) {
            throw new IllegalStateException("an answer to a query for a time stamp", failed);
        } catch (OperatorCreationException failed) {
            throw new IllegalStateException("the key cannot sign", failed);
        }
    }

    private TimeStampResponse respond(byte[] query)
            throws TSPException, IOException, GeneralSecurityException, OperatorCreationException {
        var responses = new TimeStampResponseGenerator(tokens(), DIGESTS, Set.of(policy.getId()));
        TimeStampRequest request;
        try {
            request = new TimeStampRequest(query);
        } catch (IOException | IllegalArgumentException | ClassCastException malformed) {
            return refuse(responses, PKIFailureInfo.badDataFormat, "no query");
        }
        if (!isClockGood()) {
            return refuse(responses, PKIFailureInfo.timeNotAvailable, "the clock is in doubt");
        }
        try {
            var serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
            var at = Date.from(clock.instant());
            return responses.generateGrantedResponse(request, serial, at);
        } catch (TSPException refused) {
            return responses.generateRejectedResponse(refused);
        }
    }

    private int rootless() {
        return Math.max(1, key.chain().size() - 1);
    }

    private boolean isClockGood() {
        return offset.bound().filter(bound -> bound.compareTo(accuracy) <= 0).isPresent();
    }

    private static TimeStampResponse refuse(
            TimeStampResponseGenerator responses, int failure, String why) throws TSPException {
        return responses.generateFailResponse(PKIStatus.REJECTION, failure, why);
    }

    /** Of one use: they remember what they answered. */
    private TimeStampTokenGenerator tokens()
            throws TSPException, GeneralSecurityException, OperatorCreationException {
        var digests = new JcaDigestCalculatorProviderBuilder().setProvider("SUN").build();
        var signer =
                new JcaSignerInfoGeneratorBuilder(digests)
                        .build(new StampSigner(key.key()), key.chain().getFirst());
        var digest = digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
        var tokens = new TimeStampTokenGenerator(signer, digest, policy, true);
        // Without the root: who trusts it has it, and nothing in a token is to be left unsigned.
        tokens.addCertificates(new JcaCertStore(key.chain().subList(0, rootless())));
        tokens.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
        tokens.setAccuracySeconds(Math.toIntExact(accuracy.toSeconds()));
        if (accuracy.toMillisPart() > 0) {
            tokens.setAccuracyMillis(accuracy.toMillisPart());
        }
        return tokens;
    }
}
