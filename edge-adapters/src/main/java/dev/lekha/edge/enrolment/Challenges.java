package dev.lekha.edge.enrolment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/*
 * A challenge says itself until when it holds, under a key that this process alone has: whoever asks for a million of
 * them fills no memory here. Only those that were answered rightly are remembered, as long as they would hold.
 */

/** What a device signs to show that it has its key now, each once: 54 letters and digits. */
final class Challenges {
    static final Duration VALIDITY = Duration.ofMinutes(2);

    private static final int RANDOM_BYTES = 16;
    private static final int MARK_BYTES = 16;
    private static final int SAID_BYTES = Long.BYTES + RANDOM_BYTES;
    private static final int REMEMBERED = 1_000_000;
    private static final String MAC = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final InstantSource clock;
    private final Cache<String, Boolean> used =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(VALIDITY).build();

    Challenges(InstantSource clock) {
        var secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, MAC);
        this.clock = clock;
    }

    /** One that can be answered until {@link #VALIDITY} from now. */
    String next() {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        var said =
                ByteBuffer.allocate(SAID_BYTES)
                        .putLong(clock.instant().plus(VALIDITY).toEpochMilli())
                        .put(bytes)
                        .array();
        var whole = ByteBuffer.allocate(SAID_BYTES + MARK_BYTES).put(said).put(mark(said));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    }

    /** Whether it was given here and holds still. */
    boolean holds(String challenge) {
        try {
            var whole = Base64.getUrlDecoder().decode(challenge);
            if (whole.length != SAID_BYTES + MARK_BYTES) {
                return false;
            }
            var said = Arrays.copyOf(whole, SAID_BYTES);
            return MessageDigest.isEqual(
                            mark(said), Arrays.copyOfRange(whole, SAID_BYTES, whole.length))
                    && clock.instant()
                            .isBefore(Instant.ofEpochMilli(ByteBuffer.wrap(said).getLong()));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** True once for each. */
    boolean use(String challenge) {
        return used.asMap().putIfAbsent(challenge, true) == null;
    }

    private byte[] mark(byte[] said) {
        try {
            var mac = Mac.getInstance(MAC, "SunJCE");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(said), MARK_BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + MAC, missing);
        }
    }
}
