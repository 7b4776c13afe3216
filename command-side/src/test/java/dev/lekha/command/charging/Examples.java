package dev.lekha.command.charging;

import dev.lekha.command.charging.RecordUsage.Sample;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.charging.ChargingEvent.PeriodClosed;
import dev.lekha.kernel.charging.ChargingEvent.TariffPublished;
import dev.lekha.kernel.charging.MeterEvent.ChargeableEventConfigured;
import dev.lekha.kernel.charging.MeterEvent.MeterStarted;
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

/** One meter and the words to tell stories about it: times are minutes of 1 November 2026. */
final class Examples {
    static final NodeId METER = new NodeId("meter-7");
    static final String ENERGY = "energy";
    static final RatingGroup POWER = new RatingGroup("power");
    static final SubscriptionId ANNA = new SubscriptionId("anna");
    static final SubscriptionId BELA = new SubscriptionId("bela");
    static final Period NOVEMBER = Period.parse("2026-11");
    static final Currency EUR = Currency.getInstance("EUR");
    static final Instant LATER = Instant.parse("2027-06-01T00:00:00Z");

    private Examples() {}

    static Rational number(String text) {
        return Rational.parse(text);
    }

    static Instant minute(long minute) {
        return Instant.parse("2026-11-01T00:00:00Z").plusSeconds(60 * minute);
    }

    static RegisterReading shows(long minute, String value) {
        return new RegisterReading(minute(minute), number(value));
    }

    static ChargeableEventConfigured configured() {
        return configured(Register.UNBOUNDED, 0, new Share(ANNA, Rational.ONE));
    }

    static ChargeableEventConfigured configured(Register register, long gap, Share... shares) {
        return new ChargeableEventConfigured(METER, ENERGY, POWER, List.of(shares), register, gap);
    }

    static Register register(String limit, String largestStep) {
        return new Register(number(limit), number(largestStep));
    }

    static MeterStarted started(long report, long minute, String value) {
        return new MeterStarted(METER, ENERGY, "kWh", shows(minute, value), new Origin(report, 0));
    }

    static RecordUsage record(long report, Sample... samples) {
        return new RecordUsage(METER, ENERGY, report, List.of(samples));
    }

    static Sample sample(int index, long minute, String value) {
        return new Sample(index, minute(minute), "kWh", number(value));
    }

    static UsageRecorded used(
            long report, RegisterReading from, RegisterReading to, String quantity) {
        var origin = new Origin(report, 0);
        var usage = UsageId.of(origin, 0);
        return new UsageRecorded(
                usage,
                ANNA,
                POWER,
                METER,
                ENERGY,
                from,
                to,
                Rational.ONE,
                number(quantity),
                "kWh",
                origin);
    }

    static TariffPublished tariff(String id, String price, String unit, String from) {
        return new TariffPublished(
                new TariffId(id), POWER, EUR, unit, number(price), LocalDate.parse(from));
    }

    static PeriodClosed closed(String period) {
        return new PeriodClosed(ANNA, Period.parse(period));
    }
}
