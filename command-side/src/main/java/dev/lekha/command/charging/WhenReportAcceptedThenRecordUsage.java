package dev.lekha.command.charging;

import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.command.charging.RecordUsage.Sample;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands each metric's numbers of a report to its meter, where it may be one. */
public final class WhenReportAcceptedThenRecordUsage implements Policy {
    @Override
    public List<Decision<?>> react(Fact fact) {
        if (!(fact.event() instanceof ReportAccepted report)) {
            return List.of();
        }
        var requests = new ArrayList<Decision<?>>();
        byMetric(report.readings())
                .forEach((metric, samples) ->
                        requests.add(
                                new RecordUsage(
                                        report.node(),
                                        metric,
                                        fact.position(),
                                        samples,
                                        report.visitedDomain())));
        return List.copyOf(requests);
    }

    /** A node's reports are taken in their order, for a register is read in its order. */
    @Override
    public String sequence(Fact fact) {
        return fact.event() instanceof ReportAccepted report ? report.node().value() : fact.id();
    }

    private static Map<String, List<Sample>> byMetric(List<Reading> readings) {
        var byMetric = new LinkedHashMap<String, List<Sample>>();
        for (var index = 0; index < readings.size(); index++) {
            var reading = readings.get(index);
            if (reading.value() instanceof Value.Numeric number) {
                byMetric.computeIfAbsent(reading.metric(), _ -> new ArrayList<>())
                        .add(new Sample(index, reading.time(), reading.unit(), number.exact()));
            }
        }
        return byMetric;
    }
}
