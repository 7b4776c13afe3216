package dev.lekha.kernel.charging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Money;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import dev.lekha.kernel.charging.ChargingEvent.PeriodClosed;
import dev.lekha.kernel.charging.ChargingEvent.TariffPublished;
import dev.lekha.kernel.charging.MeterEvent.ChargeableEventConfigured;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

/** The stored form of charging's events, which the log keeps for ever. */
class ChargingFormatTest {
    private static final SubscriptionId ANNA = new SubscriptionId("anna");
    private static final RatingGroup POWER = new RatingGroup("power");
    private static final NodeId METER = new NodeId("meter-7");

    private static void isStoredAs(String json, DomainEvent event, Tag... tags) {
        var catalogue = new EventCatalogue(List.of(event.getClass()), List.of());
        var body = catalogue.encode(event);
        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(json.replace("\n", ""));
        assertThat(catalogue.decode(catalogue.names().first(), "1", body)).isEqualTo(event);
        assertThat(catalogue.tags(event)).containsExactlyInAnyOrder(tags);
    }

    private static RegisterReading reading(String time, String value) {
        return new RegisterReading(Instant.parse(time), Rational.parse(value));
    }

    @Test
    void a_chargeable_event() {
        var half = new Share(ANNA, Rational.of(1, 2));
        isStoredAs(
                """
                {"node":"meter-7","metric":"energy","ratingGroup":"power",
                "shares":[{"subscription":"anna","share":"1/2"}],
                "register":{"limit":"100000","largestStep":"0"},"maxGapSeconds":3600}\
                """,
                new ChargeableEventConfigured(
                        METER,
                        "energy",
                        POWER,
                        List.of(half),
                        new Register(Rational.of(100_000, 1), Rational.ZERO),
                        3600),
                Tag.of("node", "meter-7"),
                Tag.of("meter", "meter-7/energy"));
    }

    @Test
    void a_tariff() {
        isStoredAs(
                """
                {"tariff":"t1","ratingGroup":"power","currency":"EUR","unit":"kWh",
                "price":"1/50","validFrom":"2026-11-01"}\
                """,
                new TariffPublished(
                        new TariffId("t1"),
                        POWER,
                        Currency.getInstance("EUR"),
                        "kWh",
                        Rational.of(1, 50),
                        LocalDate.parse("2026-11-01")),
                Tag.of("ratinggroup", "power"));
    }

    @Test
    void a_charging_data_record() {
        var usage = UsageId.of(new Origin(4711, 2), 0);
        isStoredAs(
                """
                {"cdr":"cdr:4711.2.0","usage":"4711.2.0","subscription":"anna",
                "ratingGroup":"power","node":"meter-7","metric":"energy",
                "from":{"time":"2026-11-30T23:45:00Z","value":"10"},
                "to":{"time":"2026-12-01T00:00:00Z","value":"21/2"},
                "quantity":"1/2","unit":"kWh","tariff":"t1",
                "unitPrice":{"currency":"EUR","amount":"1/50"},"priceUnit":"kWh",
                "amount":{"currency":"EUR","amount":"1/100"},
                "period":"2027-01","adjusts":"2026-12","origin":{"report":4711,"reading":2}}\
                """,
                new CdrIssued(
                        CdrId.of(usage),
                        usage,
                        ANNA,
                        POWER,
                        METER,
                        "energy",
                        reading("2026-11-30T23:45:00Z", "10"),
                        reading("2026-12-01T00:00:00Z", "10.5"),
                        Rational.of(1, 2),
                        "kWh",
                        new TariffId("t1"),
                        Money.of("EUR", "1/50"),
                        "kWh",
                        Money.of("EUR", "1/100"),
                        Period.parse("2027-01"),
                        "2026-12",
                        new Origin(4711, 2)),
                Tag.of("chgref", "4711.2.0"),
                Tag.of("subscription", "anna"));
    }

    @Test
    void a_closed_period() {
        isStoredAs(
                "{\"subscription\":\"anna\",\"period\":\"2026-11\"}",
                new PeriodClosed(ANNA, Period.parse("2026-11")),
                Tag.of("subscription", "anna"));
    }
}
