package dev.lekha.kernel.cose;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;

/**
 * What a public key must be beside its form. Under a point of small order of edwards25519 one
 * signature holds for any message, so whoever enrols it can deny all that he signs; a point off
 * P-256 belongs to another group.
 */
final class SoundPoint {
    private static final BigInteger ED_P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** Of four of the points of order eight; the other four have its negative. */
    private static final BigInteger OF_ORDER_EIGHT =
            hex("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826");

    /** The y of all eight points whose order divides the cofactor. */
    private static final Set<BigInteger> SMALL_ORDER =
            Set.of(
                    BigInteger.ZERO,
                    BigInteger.ONE,
                    ED_P.subtract(BigInteger.ONE),
                    OF_ORDER_EIGHT,
                    ED_P.subtract(OF_ORDER_EIGHT));

    private static final BigInteger P =
            hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static final BigInteger B =
            hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    private SoundPoint() {}

    static void require(SignatureAlgorithm algorithm, byte[] bare) {
        boolean sound =
                switch (algorithm) {
                    case ED25519 -> ofLargeOrder(bare);
                    case ES256 -> onP256(bare);
                };
        if (!sound) {
            throw new IllegalArgumentException("a public key is a sound point of its curve");
        }
    }

    private static boolean ofLargeOrder(byte[] littleEndian) {
        var bytes = new byte[littleEndian.length];
        for (var at = 0; at < bytes.length; at++) {
            bytes[at] = littleEndian[bytes.length - 1 - at];
        }
        bytes[0] &= 0x7F; // the sign of x
        var y = new BigInteger(1, bytes);
        return y.compareTo(ED_P) < 0 && !SMALL_ORDER.contains(y);
    }

    /** Whether y² = x³ - 3x + b. */
    private static boolean onP256(byte[] point) {
        var x = new BigInteger(1, Arrays.copyOfRange(point, 0, 32));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 32, 64));
        var right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B);
        return x.compareTo(P) < 0
                && y.compareTo(P) < 0
                && y.multiply(y).subtract(right).mod(P).signum() == 0;
    }

    private static BigInteger hex(String digits) {
        return new BigInteger(digits, 16);
    }
}
