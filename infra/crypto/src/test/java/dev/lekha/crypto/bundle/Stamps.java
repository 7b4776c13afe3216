package dev.lekha.crypto.bundle;

import dev.lekha.crypto.time.TimeStampAuthority;
import dev.lekha.crypto.time.TimeStampKey;
import dev.lekha.crypto.time.TimeStampQuery;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What an authority with that key answers now. */
final class Stamps {
    private Stamps() {}

    static byte[] answer(TimeStampKey key, byte[] data) {
        var authority =
                new TimeStampAuthority(
                        key,
                        "2.999.1",
                        Duration.ofSeconds(1),
                        () -> Optional.of(Duration.ZERO),
                        InstantSource.system());
        return authority.answer(new TimeStampQuery(data, BigInteger.TEN).der());
    }
}
