package dev.lekha.app.demo;

import static dev.lekha.app.demo.Subject.*;

import java.io.IOException;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * A billing system: publishes prices, closes the books, and follows the feed of charging data
 * records meanwhile.
 */
final class Billing {
    private static final int PAGE = 500;
    private static final Fraction KWH = Fraction.of(1, 1000);

    private final Api api;
    private final AtomicLong end = new AtomicLong(Long.MAX_VALUE);
    private final FutureTask<Tally> feed = new FutureTask<>(new Feed());

    Billing(Api api) {
        this.api = api;
        Thread.ofVirtual().name("billing").start(feed);
    }

    void publish(List<Map<String, Object>> tariffs) throws IOException, InterruptedException {
        for (var tariff : tariffs) {
            api.send("charging/PublishTariff", tariff);
        }
    }

    void close(YearMonth month, List<String> subscriptions, Progress.Step step)
            throws IOException, InterruptedException {
        for (var subscription : subscriptions) {
            api.send(
                    "charging/ClosePeriod",
                    Map.of("subscription", subscription, "period", month.toString()));
            step.advance();
        }
    }

    /** What the records of the feed add up to, up to a position. */
    Tally records(long position) throws InterruptedException, ExecutionException {
        end.set(position);
        return feed.get();
    }

    /** What the ledger shows. */
    Tally ledger(long position) throws IOException, InterruptedException {
        var tally = new Tally(CDRS, ADJUSTMENTS, ENERGY, MONEY);
        api.lines(
                "/api/views/usage-ledger?format=ndjson&min-position=" + position,
                row -> {
                    tally.add(CDRS, Fraction.of(row.path("records").longValue(), 1));
                    tally.add(ADJUSTMENTS, Fraction.of(row.path("adjustments").longValue(), 1));
                    row.path("quantities").forEach(sum -> tally.add(ENERGY, energy(sum)));
                    var subscription = row.path("subscription").stringValue();
                    row.path("amounts").forEach(sum -> tally.add(MONEY, subscription, euro(sum)));
                });
        return tally;
    }

    /**
     * Goes from record to record by their positions, and waits for more where there is none yet.
     */
    private final class Feed implements Callable<Tally> {
        private final Tally tally = new Tally(CDRS, ADJUSTMENTS, ENERGY, MONEY);
        private final Set<String> known = new HashSet<>();
        private long last;
        private long seen;

        @Override
        public Tally call() throws IOException, InterruptedException {
            while (seen < end.get()) {
                var path = "/api/views/cdrs?sort=position&position.gt=%d&limit=%d&min-position=%d";
                var answer = api.ask(path.formatted(last, PAGE, Math.min(seen + 1, end.get())));
                answer.ifPresent(this::take);
            }
            return tally;
        }

        private void take(JsonNode page) {
            page.path("items").forEach(this::book);
            if (!page.has("next")) {
                seen = page.path("position").longValue();
            }
        }

        private void book(JsonNode record) {
            if (!known.add(record.path("cdr").stringValue())
                    || record.path("position").longValue() <= last) {
                throw new IllegalStateException("the feed repeats itself: " + record);
            }
            last = record.path("position").longValue();
            tally.count(CDRS);
            if (!record.path("adjusts").stringValue().isEmpty()) {
                tally.count(ADJUSTMENTS);
            }
            tally.add(ENERGY, energy(record));
            tally.add(MONEY, record.path("subscription").stringValue(), euro(record));
        }
    }

    private static Fraction energy(JsonNode sum) {
        if (!sum.path("unit").stringValue().equals("Wh")) {
            throw new IllegalStateException("the town counts in Wh: " + sum);
        }
        return Fraction.parse(sum.path("quantity").stringValue()).times(KWH);
    }

    private static Fraction euro(JsonNode sum) {
        if (!sum.path("currency").stringValue().equals("EUR")) {
            throw new IllegalStateException("the town pays in EUR: " + sum);
        }
        return Fraction.parse(sum.path("amount").stringValue());
    }
}
