package dev.lekha.command.charging;

import static dev.lekha.command.charging.Examples.ANNA;
import static dev.lekha.command.charging.Examples.METER;
import static dev.lekha.command.charging.Examples.POWER;
import static dev.lekha.command.charging.Examples.closed;
import static dev.lekha.command.charging.Examples.minute;
import static dev.lekha.command.charging.Examples.sample;
import static dev.lekha.command.charging.Examples.shows;
import static dev.lekha.command.charging.Examples.used;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.charging.UsageId;
import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhenReportAcceptedThenRecordUsageTest {
    private final WhenReportAcceptedThenRecordUsage metering =
            new WhenReportAcceptedThenRecordUsage();
    private final WhenUsageRecordedThenRateUsage rating = new WhenUsageRecordedThenRateUsage();

    private static Fact fact(DomainEvent event) {
        return new Fact(7, "event-7", minute(30), "meter-7", "default", event);
    }

    private static Reading reading(String metric, long minute, String value) {
        var number = new Value.Numeric(new BigDecimal(value));
        return new Reading(metric, "kWh", minute(minute), number);
    }

    @Test
    void each_metric_of_a_report_is_metered_by_itself() {
        var report =
                new ReportAccepted(
                        METER,
                        new RequestId("r-1"),
                        "mqtt",
                        "",
                        List.of(
                                reading("energy", 0, "1"),
                                new Reading("state", "", minute(0), new Value.Text("on")),
                                reading("water", 0, "7.5"),
                                reading("energy", 15, "2")));
        var energy = List.of(sample(0, 0, "1"), sample(3, 15, "2"));
        var water = List.of(sample(2, 0, "15/2"));
        assertThat(metering.react(fact(report)))
                .isEqualTo(
                        List.of(
                                new RecordUsage(METER, "energy", 7, energy),
                                new RecordUsage(METER, "water", 7, water)));
        assertThat(metering.sequence(fact(report))).isEqualTo("meter-7");
    }

    @Test
    void usage_is_rated_as_soon_as_it_is_recorded() {
        var usage = used(6, shows(0, "10"), shows(15, "11"), "1");
        assertThat(rating.react(fact(usage)))
                .isEqualTo(List.of(new RateUsage(new UsageId("6.0.0"), ANNA, POWER)));
    }

    @Test
    void other_facts_are_left_alone() {
        assertThat(metering.react(fact(closed("2026-11")))).isEmpty();
        assertThat(rating.react(fact(closed("2026-11")))).isEmpty();
    }
}
