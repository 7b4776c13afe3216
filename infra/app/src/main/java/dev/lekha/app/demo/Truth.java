package dev.lekha.app.demo;

import static dev.lekha.app.demo.Subject.*;

import dev.lekha.app.demo.Meter.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The generator's own record of one meter: what is owed follows from what was truly consumed
 * between the times that the meter told of, whatever its register showed.
 */
final class Truth {
    private static final Fraction KWH = Fraction.of(1, 1000);

    /** What had been consumed by a time, ever. */
    record Consumed(Instant time, BigDecimal wattHours) {}

    private final Tally tally;
    private final Prices prices;
    private final Terms terms;
    private final BigDecimal start;
    private final YearMonth closing;
    private @Nullable Consumed told;
    private Packs.@Nullable Shown newest;

    /**
     * @param start what the register showed when nothing had been consumed
     * @param closing the month whose books are closed when the late messages come
     */
    Truth(Tally tally, Prices prices, Terms terms, BigDecimal start, YearMonth closing) {
        this.tally = tally;
        this.prices = prices;
        this.terms = terms;
        this.start = start;
        this.closing = closing;
    }

    /** What the register shows. */
    BigDecimal register(Consumed now) {
        var ever = start.add(now.wattHours);
        return terms.limit() == 0 ? ever : ever.remainder(BigDecimal.valueOf(terms.limit()));
    }

    /**
     * The meter tells what it has counted.
     *
     * @param booksClosed whether the first month's books are closed by then
     */
    void tell(Consumed now, Books booksClosed) {
        shown(now.time, register(now));
        var before = told;
        if (before == null) {
            told = now;
        } else if (now.time.isAfter(before.time)) {
            charge(before, now, booksClosed);
            told = now;
        } else {
            tally.count(OUT_OF_ORDER);
        }
    }

    /** The meter shows what cannot be. */
    void tellAbsurdity(Instant time) {
        shown(time, Packs.ABSURD);
        tally.count(IMPLAUSIBLE);
    }

    /** When all has been told. */
    void finish() {
        if (newest != null) {
            tally.add(LATEST, Fraction.of(newest.value()));
        }
    }

    private void shown(Instant time, BigDecimal value) {
        tally.count(READINGS);
        if (newest == null || !newest.time().isAfter(time)) {
            newest = new Packs.Shown(time, value);
        }
    }

    private void charge(Consumed before, Consumed now, Books books) {
        if (rounds(now) > rounds(before)) {
            tally.count(ROLL_OVERS);
        }
        var used = Fraction.of(now.wattHours.subtract(before.wattHours)).times(KWH);
        if (used.compare(Fraction.ZERO) > 0) {
            var day = LocalDate.ofInstant(now.time, ZoneOffset.UTC);
            terms.shares()
                    .forEach((subscription, share) ->
                            charge(subscription, used.times(share), day, books));
        }
    }

    private void charge(String subscription, Fraction kilowattHours, LocalDate day, Books books) {
        tally.count(USAGE);
        tally.count(RATED);
        tally.count(CDRS);
        tally.add(ENERGY, kilowattHours);
        tally.add(MONEY, subscription, kilowattHours.times(prices.on(day, terms.ratingGroup())));
        if (books == Books.CLOSED && YearMonth.from(day).equals(closing)) {
            tally.count(ADJUSTMENTS);
        }
    }

    private long rounds(Consumed now) {
        return terms.limit() == 0 ? 0 : start.add(now.wattHours).longValue() / terms.limit();
    }

    /** How the books of the first month stand. */
    enum Books {
        OPEN,
        CLOSED
    }
}
