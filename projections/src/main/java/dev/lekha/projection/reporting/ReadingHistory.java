package dev.lekha.projection.reporting;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.Value;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Every reading, in the order of the log. Key: position of its report and place in the pack, of
 * fixed width.
 */
@View(
        name = "reading-history",
        capability = "reporting",
        fields = {"node", "metric", "time"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR, Role.BILLING})
public final class ReadingHistory implements Projection<ReadingHistory.Entry> {
    /**
     * @param request the node's own id of the report
     * @param digest of the report's bytes as they came
     */
    public record Entry(
            String node,
            String metric,
            Value value,
            String unit,
            Instant time,
            long position,
            String request,
            String digest) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ReportAccepted report
                ? IntStream.range(0, report.readings().size())
                        .mapToObj(place -> key(fact.position(), place))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<Entry> apply(String key, Optional<Entry> row, Fact fact) {
        if (!(fact.event() instanceof ReportAccepted report)) {
            return row;
        }
        var reading = report.readings().get(Integer.parseInt(key.substring(key.indexOf('-') + 1)));
        return Optional.of(
                new Entry(
                        report.node().value(),
                        reading.metric(),
                        reading.value(),
                        reading.unit(),
                        reading.time(),
                        fact.position(),
                        report.request().value(),
                        report.digest()));
    }

    private static String key(long position, int place) {
        return String.format(Locale.ROOT, "%016d-%04d", position, place);
    }
}
