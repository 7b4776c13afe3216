package dev.lekha.app.demo;

import static dev.lekha.app.demo.Subject.*;

import java.time.YearMonth;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What is going to happen in the town, and what it must come to by the generator's own record.
 *
 * @param closing the month whose books are closed between the early and the late messages
 */
record Town(
        List<Meter> meters,
        Prices prices,
        List<String> subscriptions,
        YearMonth closing,
        Tally truth) {
    private static final int METERS_PER_SUBSCRIPTION = 20;
    private static final int MOST_SUBSCRIPTIONS = 10;
    private static final int SHARED = 5;
    private static final int ROLLING = 5;
    private static final long SIX_DIGITS = 1_000_000;

    /**
     * @param reports of each meter, duplicates and faulty ones not counted
     * @param closing a month that is over, and its next as well
     */
    static Town plan(int meters, int reports, long seed, YearMonth closing) {
        var random = new SplittableRandom(seed);
        var months = new Months(reports, closing);
        var prices = new Prices(closing);
        var subscriptions = subscriptions(meters);
        var truth =
                new Tally(
                        SENT,
                        ACKNOWLEDGED,
                        REFUSED,
                        DUPLICATES,
                        STORED,
                        READINGS,
                        LATEST,
                        OUT_OF_ORDER,
                        ROLL_OVERS,
                        IMPLAUSIBLE,
                        USAGE,
                        RATED,
                        UNRATED,
                        CDRS,
                        ADJUSTMENTS,
                        ENERGY,
                        MONEY);
        var planned =
                IntStream.range(0, meters)
                        .mapToObj(index ->
                                new Script(index, months, random.split(), prices, truth)
                                        .write(
                                                name(index),
                                                name((index + 1) % meters),
                                                UUID.randomUUID().toString(),
                                                terms(index, subscriptions)))
                        .toList();
        return new Town(planned, prices, subscriptions, closing, truth);
    }

    private static String name(int index) {
        return "meter-%04d".formatted(index + 1);
    }

    private static List<String> subscriptions(int meters) {
        var count = Math.clamp(meters / METERS_PER_SUBSCRIPTION, 2, MOST_SUBSCRIPTIONS);
        return IntStream.rangeClosed(1, count).mapToObj("street-%02d"::formatted).toList();
    }

    /**
     * Every fifth meter is shared by two subscriptions, every fifth has a register of six digits
     * only.
     */
    private static Meter.Terms terms(int index, List<String> subscriptions) {
        var shares = new TreeMap<String, Fraction>();
        var owner = subscriptions.get(index % subscriptions.size());
        if (index % SHARED == SHARED - 1) {
            shares.put(owner, Fraction.of(1, 3));
            shares.put(subscriptions.get((index + 1) % subscriptions.size()), Fraction.of(2, 3));
        } else {
            shares.put(owner, Fraction.ONE);
        }
        var group = Prices.GROUPS.get(index / 2 % Prices.GROUPS.size());
        return new Meter.Terms(group, shares, index % ROLLING == 0 ? SIX_DIGITS : 0);
    }

    int messages() {
        return meters.stream().mapToInt(Meter::messages).sum();
    }
}
