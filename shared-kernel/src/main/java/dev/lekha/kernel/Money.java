package dev.lekha.kernel;

import java.util.Currency;

/** An exact amount of one ISO 4217 currency. It is rounded only where it is shown or paid. */
public record Money(Currency currency, Rational amount) {
    public static Money of(String currency, String amount) {
        return new Money(Currency.getInstance(currency), Rational.parse(amount));
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    currency + " and " + other.currency + " do not add up");
        }
        return new Money(currency, amount.plus(other.amount));
    }

    public Money times(Rational factor) {
        return new Money(currency, amount.times(factor));
    }

    /** In the currency's minor unit, half to even: {@code 20.00 EUR}. */
    @Override
    public String toString() {
        return amount.rounded(Math.max(0, currency.getDefaultFractionDigits())) + " " + currency;
    }
}
