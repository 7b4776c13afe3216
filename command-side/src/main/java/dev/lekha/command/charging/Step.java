package dev.lekha.command.charging;

import dev.lekha.kernel.Rational;
import dev.lekha.kernel.charging.Register;

/**
 * What a cumulative register counted between two of its values, as far as they allow a conclusion.
 */
sealed interface Step {
    record Forward(Rational quantity) implements Step {}

    record RolledOver(Rational quantity) implements Step {}

    record Implausible(String reason, String explanation) implements Step {}

    static Step between(Register register, Rational last, Rational value) {
        if (register.rollsOver() && value.compareTo(register.limit()) >= 0) {
            return new Implausible(
                    "beyond-limit", value + " is not below the limit " + register.limit() + ".");
        }
        return value.compareTo(last) >= 0
                ? forward(register, value.minus(last))
                : backward(register, last, value);
    }

    private static Step forward(Register register, Rational quantity) {
        return register.allows(quantity)
                ? new Forward(quantity)
                : new Implausible(
                        "step-too-large", quantity + " is more than the register can count.");
    }

    private static Step backward(Register register, Rational last, Rational value) {
        var around = register.limit().minus(last).plus(value);
        return register.rollsOver() && register.allows(around)
                ? new RolledOver(around)
                : new Implausible("decreased", value + " is less than " + last + " before.");
    }
}
