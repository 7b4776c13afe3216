package dev.lekha.crypto.time;

import java.time.Duration;
import java.time.Instant;

/**
 * That some bytes existed at a time, which an authority vouches for.
 *
 * @param accuracy the time may be off by so much in either direction; zero where the token does not
 *     say
 * @param authority the subject of its certificate (RFC 2253)
 */
public record ProvenTime(Instant time, Duration accuracy, String authority) {
    /** The bytes existed before this. */
    public Instant notAfter() {
        return time.plus(accuracy);
    }

    /** What first names the token came to be after this. */
    public Instant notBefore() {
        return time.minus(accuracy);
    }
}
