package dev.lekha.projection.charging;

import dev.lekha.kernel.Money;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.charging.CdrId;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import dev.lekha.kernel.charging.ChargingEvent.PeriodClosed;
import dev.lekha.kernel.charging.ChargingEvent.TariffPublished;
import dev.lekha.kernel.charging.ChargingEvent.UsageRated;
import dev.lekha.kernel.charging.MeterEvent.ChargeableEventConfigured;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Origin;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.Register;
import dev.lekha.kernel.charging.RegisterReading;
import dev.lekha.kernel.charging.Share;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.kernel.charging.TariffId;
import dev.lekha.kernel.charging.UsageId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** Anna's meter and her bill; times are minutes of 1 November 2026. */
final class Examples {
    static final NodeId METER = new NodeId("meter-7");
    static final SubscriptionId ANNA = new SubscriptionId("anna");
    static final RatingGroup POWER = new RatingGroup("power");
    static final Currency EUR = Currency.getInstance("EUR");
    private static final TariffId TARIFF = new TariffId("t1");
    private static final Money PRICE = Money.of("EUR", "1/3");

    private Examples() {}

    static Instant minute(long minute) {
        return Instant.parse("2026-11-01T00:00:00Z").plusSeconds(60 * minute);
    }

    static RegisterReading shows(long minute, String value) {
        return new RegisterReading(minute(minute), Rational.parse(value));
    }

    static ChargeableEventConfigured configured() {
        var whole = List.of(new Share(ANNA, Rational.ONE));
        return new ChargeableEventConfigured(METER, "energy", POWER, whole, Register.UNBOUNDED, 0);
    }

    static TariffPublished tariff(String id, String from) {
        return new TariffPublished(
                new TariffId(id), POWER, EUR, "kWh", Rational.of(1, 3), LocalDate.parse(from));
    }

    static UsageRecorded used(long report, long minute, String from, String to) {
        var origin = new Origin(report, 0);
        var before = shows(minute - 15, from);
        var after = shows(minute, to);
        var quantity = after.value().minus(before.value());
        return new UsageRecorded(
                UsageId.of(origin, 0),
                ANNA,
                POWER,
                METER,
                "energy",
                before,
                after,
                Rational.ONE,
                quantity,
                "kWh",
                origin);
    }

    static UsageRated rated(UsageRecorded usage) {
        return new UsageRated(
                usage.usage(),
                TARIFF,
                PRICE,
                "kWh",
                usage.quantity(),
                PRICE.times(usage.quantity()));
    }

    static CdrIssued cdr(UsageRecorded usage, String period, String adjusts) {
        return new CdrIssued(
                CdrId.of(usage.usage()),
                usage.usage(),
                usage.subscription(),
                usage.ratingGroup(),
                usage.node(),
                usage.metric(),
                usage.from(),
                usage.to(),
                usage.quantity(),
                usage.unit(),
                TARIFF,
                PRICE,
                "kWh",
                PRICE.times(usage.quantity()),
                Period.parse(period),
                adjusts,
                usage.origin());
    }

    static PeriodClosed closed(String period) {
        return new PeriodClosed(ANNA, Period.parse(period));
    }
}
