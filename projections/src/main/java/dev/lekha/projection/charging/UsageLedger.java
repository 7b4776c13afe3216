package dev.lekha.projection.charging;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Money;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What each subscription owes for each rating group in each period, by {@code
 * subscription~ratingGroup~period}. Once the period is closed (view {@code periods}) its rows never
 * change again: late usage stands in the period that it is billed in.
 */
@View(
        name = "usage-ledger",
        capability = "charging",
        fields = {"subscription", "ratingGroup", "period", "firstPosition", "lastPosition"},
        readers = {Role.BILLING, Role.OPERATOR, Role.AUDITOR})
public final class UsageLedger implements Projection<UsageLedger.Row> {
    /**
     * One line of a bill.
     *
     * @param quantities one for each unit that was metered in
     * @param amounts one for each currency
     * @param records charging data records that make up the sums
     * @param adjustments those among them that amend a closed period
     */
    public record Row(
            SubscriptionId subscription,
            RatingGroup ratingGroup,
            Period period,
            List<Quantity> quantities,
            List<Amount> amounts,
            long records,
            long adjustments,
            long firstPosition,
            long lastPosition) {
        public Row {
            quantities = List.copyOf(quantities);
            amounts = List.copyOf(amounts);
        }
    }

    public record Quantity(String unit, Rational quantity) {}

    /**
     * A sum of money.
     *
     * @param amount exact
     * @param rounded the same for people to read, {@code 20.00 EUR}
     */
    public record Amount(Currency currency, Rational amount, String rounded) {
        static Amount of(Money money) {
            return new Amount(money.currency(), money.amount(), money.toString());
        }

        private Money money() {
            return new Money(currency, amount);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof CdrIssued cdr
                ? List.of(Keys.of(cdr.subscription(), cdr.ratingGroup(), cdr.period()))
                : List.of();
    }

    @Override
    public Optional<Row> apply(String key, Optional<Row> row, Fact fact) {
        return fact.event() instanceof CdrIssued cdr
                ? Optional.of(add(row.orElseGet(() -> empty(cdr, fact)), cdr, fact.position()))
                : row;
    }

    private static Row empty(CdrIssued cdr, Fact fact) {
        return new Row(
                cdr.subscription(),
                cdr.ratingGroup(),
                cdr.period(),
                List.of(),
                List.of(),
                0,
                0,
                fact.position(),
                fact.position());
    }

    private static Row add(Row row, CdrIssued cdr, long position) {
        return new Row(
                row.subscription,
                row.ratingGroup,
                row.period,
                add(row.quantities, new Quantity(cdr.unit(), cdr.quantity())),
                add(row.amounts, cdr.amount()),
                row.records + 1,
                row.adjustments + (cdr.adjusts().isEmpty() ? 0 : 1),
                row.firstPosition,
                position);
    }

    private static List<Quantity> add(List<Quantity> sums, Quantity more) {
        var added = new ArrayList<>(sums);
        for (var index = 0; index < added.size(); index++) {
            var sum = added.get(index);
            if (sum.unit.equals(more.unit)) {
                added.set(index, new Quantity(sum.unit, sum.quantity.plus(more.quantity)));
                return added;
            }
        }
        added.add(more);
        return added;
    }

    private static List<Amount> add(List<Amount> sums, Money more) {
        var added = new ArrayList<>(sums);
        for (var index = 0; index < added.size(); index++) {
            var sum = added.get(index);
            if (sum.currency.equals(more.currency())) {
                added.set(index, Amount.of(sum.money().plus(more)));
                return added;
            }
        }
        added.add(Amount.of(more));
        return added;
    }
}
