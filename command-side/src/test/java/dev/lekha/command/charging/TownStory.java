package dev.lekha.command.charging;

import static dev.lekha.command.charging.Examples.EUR;
import static dev.lekha.command.charging.Examples.POWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.command.charging.Town.Bill;
import dev.lekha.command.charging.Town.TrueMeter;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.Register;
import dev.lekha.kernel.charging.Share;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.kernel.charging.TariffId;
import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A random town from its first meter to its last bill; devices and operators do what they do. */
final class TownStory {
    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-08-01");
    private static final int STEPS = 120;

    private final Random random;
    final Town town = new Town();
    final SmallPlatform platform = new SmallPlatform();
    private final List<TrueMeter> meters = new ArrayList<>();
    private final List<Fact> reports = new ArrayList<>();
    final Map<Bill, Rational> frozen = new HashMap<>();
    private Instant now = Instant.parse("2026-09-01T06:00:00Z");

    TownStory(int seed) {
        random = new Random(seed);
    }

    TownStory run() {
        publish(FIRST_DAY);
        for (var number = 0; number <= random.nextInt(3); number++) {
            meters.add(install(number));
        }
        for (var step = 0; step < STEPS; step++) {
            now = now.plusSeconds(1 + random.nextInt(150_000));
            happen(meters.get(random.nextInt(meters.size())));
            platform.settle();
        }
        meters.forEach(this::tell);
        platform.settle();
        return this;
    }

    private TrueMeter install(int number) {
        var limit = random.nextBoolean() ? Rational.of(1000, 1) : Rational.ZERO;
        var start = Rational.of(random.nextInt(1_000_000), 1000);
        var meter = new TrueMeter(new NodeId("meter-" + number), limit, shares(), start, now);
        configure(meter);
        report(meter, now, meter.shows());
        platform.settle();
        return meter;
    }

    private void happen(TrueMeter meter) {
        meter.count(Rational.of(random.nextInt(100_000), 1000));
        switch (random.nextInt(12)) {
            case 0 -> hearAgain(reports.get(random.nextInt(reports.size())));
            case 1 -> report(meter, earlier(meter), meter.shows());
            case 2 -> report(meter, now, Rational.of(-1, 1));
            case 3 -> report(meter, now, Rational.of(1_000_000_000, 1));
            case 4 -> exchange(meter);
            case 5 -> close();
            case 6 -> publish(FIRST_DAY.plusDays(random.nextInt(200)));
            case 7 -> {
                tell(meter);
                platform.settle();
                meter.shares = shares();
                configure(meter);
            }
            case 8 -> hearAgain(reports.getLast());
            default -> tell(meter);
        }
        if (meter.untold().compareTo(Rational.of(300, 1)) > 0) {
            now = now.plusSeconds(1);
            tell(meter);
        }
    }

    private void hearAgain(Fact report) {
        platform.settle();
        var before = platform.size();
        platform.hear(report);
        assertThat(platform.size()).as("hearing twice").isEqualTo(before);
    }

    /** The meter reports what it shows. */
    private void tell(TrueMeter meter) {
        now = now.plusSeconds(1);
        town.consume(meter.untold(), now, meter.shares);
        meter.tell(now);
        report(meter, now, meter.shows());
    }

    private Instant earlier(TrueMeter meter) {
        return meter.toldAt().minusSeconds(random.nextInt(200_000));
    }

    private void exchange(TrueMeter meter) {
        town.consume(meter.untold(), now, meter.shares);
        meter.tell(now);
        var last = meter.shows();
        meter.exchange(Rational.of(random.nextInt(900), 1));
        var first = meter.shows();
        accepted(new ExchangeMeter(meter.node, "energy", now, last, first, "", now));
    }

    private void close() {
        var subscription = subscription(random.nextInt(4));
        var period = Period.of(now);
        accepted(new ClosePeriod(subscription, period, period.end()));
        var bill = new Bill(subscription, period);
        town.close(bill);
        frozen.putIfAbsent(bill, platform.billed().getOrDefault(bill, Rational.ZERO));
    }

    /** Prices change for the future only, as the town's own book has to know what was due when. */
    private void publish(LocalDate from) {
        var price = Rational.of(random.nextInt(50), 1 + random.nextInt(97));
        var past = from.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(9));
        if (town.hasPriceFrom(from) || (past && from.isAfter(FIRST_DAY))) {
            return;
        }
        var perKilo = price.times(Rational.of(1000, 1));
        town.price(from, price);
        var kilo = random.nextBoolean();
        accepted(
                new PublishTariff(
                        new TariffId("from-" + from),
                        POWER,
                        EUR,
                        kilo ? "kWh" : "Wh",
                        kilo ? perKilo : price,
                        from));
    }

    private void configure(TrueMeter meter) {
        var register = new Register(meter.limit, Rational.of(450, 1));
        var gap = random.nextInt(2) * 86_400L;
        accepted(
                new ConfigureChargeableEvent(
                        meter.node, "energy", POWER, meter.shares, register, gap));
    }

    private void report(TrueMeter meter, Instant time, Rational shown) {
        var number = new Value.Numeric(new BigDecimal(shown.rounded(3).toPlainString()));
        var reading = new Reading("energy", "Wh", time, number);
        var readings = random.nextBoolean() ? List.of(reading) : List.of(reading, reading);
        var request = new RequestId("r" + reports.size());
        reports.add(platform.append(new ReportAccepted(meter.node, request, "mqtt", "", readings)));
    }

    private void accepted(Decision<?> asked) {
        assertThat(platform.send(asked)).isInstanceOf(Verdict.Accepted.class);
    }

    private List<Share> shares() {
        var weights = random.ints(1 + random.nextInt(4), 1, 20).toArray();
        var sum = IntStream.of(weights).sum();
        return IntStream.range(0, weights.length)
                .mapToObj(each -> new Share(subscription(each), Rational.of(weights[each], sum)))
                .toList();
    }

    private static SubscriptionId subscription(int number) {
        return new SubscriptionId("subscription-" + number);
    }
}
