package dev.lekha.command.charging;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.Share;
import dev.lekha.kernel.charging.SubscriptionId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was truly consumed in a town, kept without registers, events or tariffs of the platform: the
 * independent count that charging has to meet.
 */
final class Town {
    record Bill(SubscriptionId subscription, Period period) {}

    private final TreeMap<LocalDate, Rational> prices = new TreeMap<>();
    private final Set<Bill> closed = new HashSet<>();
    private final Map<Bill, Rational> owed = new HashMap<>();
    private Rational consumed = Rational.ZERO;
    private long records;

    void price(LocalDate from, Rational perUnit) {
        prices.put(from, perUnit);
    }

    boolean hasPriceFrom(LocalDate day) {
        return prices.containsKey(day);
    }

    void close(Bill bill) {
        closed.add(bill);
    }

    /** So much went through a meter that these shared, up to then. */
    void consume(Rational quantity, Instant until, List<Share> shares) {
        if (quantity.signum() == 0) {
            return;
        }
        consumed = consumed.plus(quantity);
        var price = prices.floorEntry(LocalDate.ofInstant(until, ZoneOffset.UTC)).getValue();
        for (var share : shares) {
            var due = quantity.times(price).times(share.share());
            owed.merge(billed(share.subscription(), until), due, Rational::plus);
            records++;
        }
    }

    private Bill billed(SubscriptionId subscription, Instant until) {
        var bill = new Bill(subscription, Period.of(until));
        while (closed.contains(bill)) {
            bill = new Bill(subscription, bill.period().next());
        }
        return bill;
    }

    Rational consumed() {
        return consumed;
    }

    long records() {
        return records;
    }

    Map<Bill, Rational> owed() {
        return Map.copyOf(owed);
    }

    /** A meter's true counter, which never stops or wraps. */
    static final class TrueMeter {
        final NodeId node;
        final Rational limit;
        List<Share> shares;
        private Rational shownAtStart;
        private Rational total = Rational.ZERO;
        private Rational told = Rational.ZERO;
        private Instant toldAt;

        TrueMeter(
                NodeId node,
                Rational limit,
                List<Share> shares,
                Rational shownAtStart,
                Instant startedAt) {
            this.node = node;
            this.limit = limit;
            this.shares = shares;
            this.shownAtStart = shownAtStart;
            this.toldAt = startedAt;
        }

        void count(Rational quantity) {
            total = total.plus(quantity);
        }

        /** What was counted since it was last told. */
        Rational untold() {
            return total.minus(told);
        }

        void tell(Instant at) {
            told = total;
            toldAt = at;
        }

        Instant toldAt() {
            return toldAt;
        }

        void exchange(Rational initial) {
            shownAtStart = initial.minus(total);
        }

        Rational shows() {
            var shown = shownAtStart.plus(total);
            while (limit.signum() > 0 && shown.compareTo(limit) >= 0) {
                shown = shown.minus(limit);
            }
            return shown;
        }
    }
}
