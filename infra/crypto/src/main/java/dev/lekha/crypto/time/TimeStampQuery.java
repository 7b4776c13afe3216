package dev.lekha.crypto.time;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.kernel.Sha2;
import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/** A query for a token over the SHA-256 of some bytes, with the certificates inside. */
public final class TimeStampQuery {
    private final TimeStampRequest request;

    /**
     * @param nonce fresh and random, so that an old answer does not fit
     */
    public TimeStampQuery(byte[] data, BigInteger nonce) {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        request = generator.generate(TSPAlgorithms.SHA256, Sha2.SHA_256.of(data), nonce);
    }

    /** A TimeStampReq. */
    public byte[] der() {
        try {
            return request.getEncoded();
        } catch (IOException failed) {
            throw new IllegalStateException("a query that was just made", failed);
        }
    }

    /**
     * Checks that the answer grants this query; whether its token is to be believed is for {@link
     * TimeStampCheck}.
     *
     * @throws Malformed where it is no TimeStampResp
     * @throws Invalid where it is a refusal, or answers another query
     */
    public void requireGranted(byte[] answer) {
        var response = TokenForm.response(answer);
        TokenForm.token(response);
        try {
            response.validate(request);
        } catch (TSPException other) {
            throw new Invalid("the answer does not grant the query: " + other.getMessage());
        }
    }
}
