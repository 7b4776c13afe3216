package dev.lekha.crypto.time;

import java.io.IOException;

/** A time-stamp authority, wherever it is. */
@FunctionalInterface
public interface TimeStamper {
    /**
     * @param query a TimeStampReq, DER
     * @return a TimeStampResp, DER, which may be a refusal
     * @throws IOException where it cannot be reached or does not answer as RFC 3161 asks
     */
    byte[] answer(byte[] query) throws IOException, InterruptedException;
}
