package dev.lekha.edge.senml;

import static dev.lekha.edge.senml.CborInput.malformed;
import static dev.lekha.kernel.Refused.Kind.MALFORMED;

import dev.lekha.kernel.Refused;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The numbers of CBOR, exactly: integers, floats, and the tags 2 and 3 (big numbers) and 4 (decimal
 * fractions).
 */
final class CborNumbers {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int ARRAY_OF_TWO = 0x82;
    private static final int POSITIVE_BIG = 0xc2;
    private static final int NEGATIVE_BIG = 0xc3;

    /** Of a mantissa or a big number: about {@link PackBuilder#MAX_DIGITS} decimal digits. */
    private static final int MAX_BYTES = 42;

    private final CborInput in;

    CborNumbers(CborInput in) {
        this.in = in;
    }

    BigInteger integer() {
        return switch (in.major()) {
            case UNSIGNED -> argument();
            case NEGATIVE -> argument().not();
            default -> throw malformed("An integer is expected");
        };
    }

    /** The number under a tag. */
    BigDecimal tagged() {
        int head = in.peek();
        if (head == POSITIVE_BIG || head == NEGATIVE_BIG) {
            return new BigDecimal(bigOrPlain());
        }
        if (in.argument(in.info()) != 4) {
            throw malformed("It has a tag that is not known here");
        }
        if (in.peek() != ARRAY_OF_TWO) {
            throw malformed("A decimal fraction is an array of two");
        }
        in.info();
        BigInteger exponent = integer();
        if (exponent.bitLength() > 16) {
            throw PackBuilder.outOfRange();
        }
        return new BigDecimal(bigOrPlain(), -exponent.intValue());
    }

    /** The shortest decimal that reads back as the same float. */
    BigDecimal floating(int info) {
        long bits = in.argument(info);
        return switch (info) {
            case 25 -> decimal(Float.float16ToFloat((short) bits));
            case 26 -> decimal(Float.intBitsToFloat((int) bits));
            default -> decimal(Double.longBitsToDouble(bits));
        };
    }

    private BigInteger bigOrPlain() {
        int head = in.peek();
        if (head != POSITIVE_BIG && head != NEGATIVE_BIG) {
            return integer();
        }
        in.info();
        if (in.major() != BYTES) {
            throw malformed("A big number is a byte string");
        }
        byte[] magnitude = in.string(BYTES);
        if (magnitude.length > MAX_BYTES) {
            throw PackBuilder.outOfRange();
        }
        BigInteger big = new BigInteger(1, magnitude);
        return head == NEGATIVE_BIG ? big.not() : big;
    }

    private BigInteger argument() {
        return new BigInteger(Long.toUnsignedString(in.argument(in.info())));
    }

    private static BigDecimal decimal(float value) {
        return finite(Float.isFinite(value), Float.toString(value));
    }

    private static BigDecimal decimal(double value) {
        return finite(Double.isFinite(value), Double.toString(value));
    }

    private static BigDecimal finite(boolean finite, String shortest) {
        if (!finite) {
            throw new Refused(
                    MALFORMED, "number-not-finite", "A value is infinite or not a number.");
        }
        return new BigDecimal(shortest).stripTrailingZeros();
    }
}
