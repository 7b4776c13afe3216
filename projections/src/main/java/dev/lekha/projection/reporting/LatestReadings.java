package dev.lekha.projection.reporting;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.Value;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The newest reading of each metric of each node, by the time of measurement. Key: {@code
 * node/metric}.
 */
@View(
        name = "latest-readings",
        capability = "reporting",
        fields = {"node", "metric"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR, Role.BILLING})
public final class LatestReadings implements Projection<LatestReadings.Latest> {
    /**
     * @param count readings of this metric so far
     * @param position of the report that it came with
     */
    public record Latest(
            String node,
            String metric,
            Value value,
            String unit,
            Instant time,
            long count,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ReportAccepted report
                ? report.readings().stream()
                        .map(reading -> report.node() + "/" + reading.metric())
                        .distinct()
                        .toList()
                : List.of();
    }

    @Override
    public Optional<Latest> apply(String key, Optional<Latest> row, Fact fact) {
        if (!(fact.event() instanceof ReportAccepted report)) {
            return row;
        }
        var latest = row;
        for (var reading : report.readings()) {
            if (key.equals(report.node() + "/" + reading.metric())) {
                latest = Optional.of(next(latest, report, reading, fact.position()));
            }
        }
        return latest;
    }

    private static Latest next(
            Optional<Latest> before, ReportAccepted report, Reading reading, long position) {
        var count = before.map(Latest::count).orElse(0L) + 1;
        return before.filter(known -> known.time.isAfter(reading.time()))
                .map(known ->
                        new Latest(
                                known.node,
                                known.metric,
                                known.value,
                                known.unit,
                                known.time,
                                count,
                                known.position))
                .orElseGet(() ->
                        new Latest(
                                report.node().value(),
                                reading.metric(),
                                reading.value(),
                                reading.unit(),
                                reading.time(),
                                count,
                                position));
    }
}
