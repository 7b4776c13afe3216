package dev.lekha.app.demo;

import static dev.lekha.app.demo.Subject.*;

import dev.lekha.app.demo.Truth.Books;
import dev.lekha.app.demo.Truth.Consumed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes what one meter is going to send, and in the same breath what that comes to. Which troubles
 * a meter has follows from its number, so that the smallest town has them all.
 */
final class Script {
    private static final int KINDS = 5;
    private static final int ROLLS_OVER = 0;
    private static final int REPEATS = 1;
    private static final int SWAPS = 2;
    private static final int BREAKS = 3;
    private static final int LATE = 3;
    private static final int MOST_MILLIWATT_HOURS = 50_000_000;
    private static final Duration MOMENT = Duration.ofMinutes(30);

    private final int index;
    private final Months months;
    private final SplittableRandom random;
    private final Prices prices;
    private final Tally tally;
    private final Packs form;
    private int faults;

    Script(int index, Months months, SplittableRandom random, Prices prices, Tally tally) {
        this.index = index;
        this.months = months;
        this.random = random;
        this.prices = prices;
        this.tally = tally;
        this.form = index % 2 == 0 ? Packs.JSON : Packs.CBOR;
        this.faults = index;
    }

    Meter write(String node, String neighbour, String secret, Meter.Terms terms) {
        // A register that rolls over is close to doing so.
        var start =
                BigDecimal.valueOf(
                        terms.limit() > 0
                                ? terms.limit() * 1000 - random.nextInt(MOST_MILLIWATT_HOURS)
                                : random.nextInt(MOST_MILLIWATT_HOURS),
                        3);
        var truth = new Truth(tally, prices, terms, start, months.first());
        var consumed = consumption();
        var early = new ArrayList<>(order(0, months.half()));
        var late = new ArrayList<>(order(months.half(), months.reports()));
        if (index % LATE == 0 && early.remove(Integer.valueOf(months.half() - 1))) {
            late.addFirst(months.half() - 1);
        }
        var sending = new Sending(node, neighbour, truth, consumed);
        var meter =
                new Meter(
                        node,
                        secret,
                        terms,
                        early.stream()
                                .flatMap(report -> sending.deliver(report, Books.OPEN).stream())
                                .toList(),
                        late.stream()
                                .flatMap(report -> sending.deliver(report, Books.CLOSED).stream())
                                .toList());
        truth.finish();
        tally.add(SENT, Fraction.of(meter.messages(), 1));
        return meter;
    }

    /** What comes of telling what was consumed. */
    private final class Sending {
        private final String node;
        private final String neighbour;
        private final Truth truth;
        private final List<Consumed> consumed;

        Sending(String node, String neighbour, Truth truth, List<Consumed> consumed) {
            this.node = node;
            this.neighbour = neighbour;
            this.truth = truth;
            this.consumed = consumed;
        }

        /** A report, and the trouble that this meter has with it. */
        List<Delivery> deliver(int report, Books books) {
            var deliveries = new ArrayList<Delivery>();
            var good = good(report, books);
            deliveries.add(good);
            if (index % KINDS == ROLLS_OVER && report == 1) {
                deliveries.add(absurd(report));
            } else if (index % KINDS == REPEATS && report % 2 == 1) {
                deliveries.add(repeated(good));
            } else if (index % KINDS == BREAKS && report % 2 == 0) {
                deliveries.add(report % 4 == 0 ? faulty(report) : foreign(good));
            }
            return deliveries;
        }

        private Delivery good(int report, Books books) {
            var told = new ArrayList<Consumed>();
            if (index % 4 == 3 && report > 0) {
                told.add(between(consumed.get(report - 1), consumed.get(report)));
            }
            told.add(consumed.get(report));
            told.forEach(point -> truth.tell(point, books));
            var shown =
                    told.stream()
                            .map(point -> new Packs.Shown(point.time(), truth.register(point)))
                            .toList();
            return stored("r" + report, shown);
        }

        private Delivery absurd(int report) {
            var time = consumed.get(report).time().plus(MOMENT);
            truth.tellAbsurdity(time);
            return stored("absurd" + report, List.of(new Packs.Shown(time, Packs.ABSURD)));
        }

        private Delivery stored(String request, List<Packs.Shown> shown) {
            tally.count(ACKNOWLEDGED);
            tally.count(STORED);
            tally.count(READINGS);
            return new Delivery(node, request, form.type(), form.report(node, shown, voltage()));
        }

        private Delivery repeated(Delivery good) {
            tally.count(DUPLICATES);
            tally.count(ACKNOWLEDGED);
            return good;
        }

        private Delivery faulty(int report) {
            tally.count(REFUSED);
            return new Delivery(node, "faulty" + report, Packs.JSON.type(), Packs.faulty(faults++));
        }

        private Delivery foreign(Delivery good) {
            tally.count(REFUSED);
            return new Delivery(
                    neighbour, "foreign-" + good.request(), good.contentType(), good.payload());
        }
    }

    private BigDecimal voltage() {
        return BigDecimal.valueOf(random.nextInt(2250, 2350), 1);
    }

    /** Shortly before the later one; nothing was consumed meanwhile. */
    private static Consumed between(Consumed earlier, Consumed later) {
        return new Consumed(later.time().minus(MOMENT), earlier.wattHours());
    }

    /** Now and then nothing is used at all. */
    private List<Consumed> consumption() {
        var all = new ArrayList<Consumed>(months.reports());
        var sum = 0L;
        for (var report = 0; report < months.reports(); report++) {
            all.add(new Consumed(months.time(report), BigDecimal.valueOf(sum, 3)));
            sum += random.nextInt(10) == 0 ? 0 : random.nextInt(MOST_MILLIWATT_HOURS);
        }
        return all;
    }

    private List<Integer> order(int from, int to) {
        var order = new ArrayList<>(IntStream.range(from, to).boxed().toList());
        if (index % KINDS == SWAPS && order.size() > 2) {
            Collections.swap(order, order.size() - 2, order.size() - 1);
        }
        return order;
    }
}
