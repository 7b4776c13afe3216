package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * An exact number: numerator over positive denominator, in lowest terms. Reads and writes {@code
 * 1/50}, {@code 3}.
 */
public record Rational(BigInteger numerator, BigInteger denominator)
        implements Comparable<Rational> {
    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);
    private static final Pattern FRACTION = Pattern.compile("(-?\\d{1,60})/(\\d{1,60})");
    private static final int LARGEST_SCALE = 60;

    public Rational {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("a denominator is not zero");
        }
        var divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    public static Rational of(long numerator, long denominator) {
        return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /**
     * The exact value of a decimal; refuses exponents so large that a short text would fill the
     * memory.
     */
    public static Rational of(BigDecimal decimal) {
        requireBounded(decimal);
        return decimal.scale() <= 0
                ? new Rational(decimal.toBigIntegerExact(), BigInteger.ONE)
                : new Rational(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /**
     * Refuses a number whose exact value would fill the memory.
     *
     * @throws IllegalArgumentException where it has more than 60 digits
     */
    public static void requireBounded(BigDecimal decimal) {
        if (Math.abs((long) decimal.scale()) > LARGEST_SCALE
                || decimal.precision() > LARGEST_SCALE) {
            throw new IllegalArgumentException("a number has at most 60 digits");
        }
    }

    /** Reads {@code 1/50}, {@code 0.02} or {@code 3}. */
    @JsonCreator
    public static Rational parse(String text) {
        var fraction = FRACTION.matcher(text);
        if (fraction.matches()) {
            return new Rational(
                    new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2)));
        }
        if (text.length() > 2 * LARGEST_SCALE) {
            throw new IllegalArgumentException("a number has at most 60 digits");
        }
        try {
            return of(new BigDecimal(text));
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException("not a number: write 1/50, 0.02 or 3", unreadable);
        }
    }

    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational minus(Rational other) {
        return plus(new Rational(other.numerator.negate(), other.denominator));
    }

    public Rational times(Rational other) {
        return new Rational(
                numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    public Rational dividedBy(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public int signum() {
        return numerator.signum();
    }

    /** Rounded half to even, for people to read; never to calculate with. */
    public BigDecimal rounded(int decimals) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_EVEN);
    }

    @Override
    public int compareTo(Rational other) {
        return numerator
                .multiply(other.denominator)
                .compareTo(other.numerator.multiply(denominator));
    }

    @JsonValue
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE)
                ? numerator.toString()
                : numerator + "/" + denominator;
    }
}
