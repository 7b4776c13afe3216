package dev.lekha.kernel.charging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Rational;

/**
 * What is known of a cumulative register. In JSON both may be left out.
 *
 * @param limit where it starts again from 0 (100000 for five digits), or 0 where it never does
 * @param largestStep what it can count between two readings at most, or 0 where that is not known
 */
public record Register(Rational limit, Rational largestStep) {
    public static final Register UNBOUNDED = new Register();
    private static final Rational HALF = Rational.of(1, 2);

    public Register() {
        this(Rational.ZERO, Rational.ZERO);
    }

    public Register {
        if (limit.signum() < 0 || largestStep.signum() < 0) {
            throw new IllegalArgumentException("a register's limit and step are not negative");
        }
        if (limit.signum() > 0 && largestStep.compareTo(limit) >= 0) {
            throw new IllegalArgumentException("a register's largest step is below its limit");
        }
    }

    @JsonCreator
    static Register read(
            @JsonProperty("limit") @Omittable String limit,
            @JsonProperty("largestStep") @Omittable String largestStep) {
        return new Register(orZero(limit), orZero(largestStep));
    }

    public boolean rollsOver() {
        return limit.signum() > 0;
    }

    /**
     * Whether so much can have been counted between two readings. A register that rolls over can be
     * followed through half of its range where nothing better is known.
     */
    public boolean allows(Rational step) {
        if (largestStep.signum() > 0) {
            return step.compareTo(largestStep) <= 0;
        }
        return !rollsOver() || step.compareTo(limit.times(HALF)) <= 0;
    }

    private static Rational orZero(String text) {
        return text.isEmpty() ? Rational.ZERO : Rational.parse(text);
    }
}
