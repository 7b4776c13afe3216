package dev.lekha.projection.charging;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.MeterEvent;
import dev.lekha.kernel.charging.MeterEvent.ChargeableEventConfigured;
import dev.lekha.kernel.charging.MeterEvent.MeterExchanged;
import dev.lekha.kernel.charging.MeterEvent.MeterGapFound;
import dev.lekha.kernel.charging.MeterEvent.MeterReadingOutOfOrder;
import dev.lekha.kernel.charging.MeterEvent.MeterReadingRefused;
import dev.lekha.kernel.charging.MeterEvent.MeterRolledOver;
import dev.lekha.kernel.charging.MeterEvent.MeterStarted;
import dev.lekha.kernel.charging.MeterEvent.MeterStoodStill;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Origin;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was odd about meters, one row for each finding, by log position in 19 digits. */
@View(
        name = "meter-anomalies",
        capability = "charging",
        fields = {"node", "metric", "kind", "reason", "time", "position"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.BILLING, Role.AUDITOR})
public final class MeterAnomalies implements Projection<MeterAnomalies.Row> {
    /**
     * One finding.
     *
     * @param kind {@code gap}, {@code roll-over}, {@code out-of-order} or {@code refused}
     * @param reason stable code of a refused reading, else empty
     * @param explanation for people to read
     * @param time of the reading, as it says
     * @param report log position of the report behind it, 0 where an exchange of the meter was
     * @param reading index in that report
     */
    public record Row(
            NodeId node,
            String metric,
            String kind,
            String reason,
            String explanation,
            Instant time,
            long report,
            int reading,
            long position) {}

    private record Finding(
            String kind, String reason, String explanation, Instant time, Origin origin) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof MeterEvent event && finding(event).isPresent()
                ? List.of(Keys.ofPosition(fact.position()))
                : List.of();
    }

    @Override
    public Optional<Row> apply(String key, Optional<Row> row, Fact fact) {
        return fact.event() instanceof MeterEvent event
                ? finding(event).map(finding -> row(event, finding, fact.position()))
                : row;
    }

    private static Row row(MeterEvent event, Finding finding, long position) {
        return new Row(
                event.node(),
                event.metric(),
                finding.kind,
                finding.reason,
                finding.explanation,
                finding.time,
                finding.origin.report(),
                finding.origin.reading(),
                position);
    }

    private static Optional<Finding> finding(MeterEvent event) {
        return switch (event) {
            case MeterGapFound(_, _, var from, var to, var origin) ->
                    found("gap", "", "Silent since " + from + ".", to, origin);
            case MeterRolledOver(_, _, var from, var to, var limit, var origin) ->
                    found(
                            "roll-over",
                            "",
                            "From %s past %s to %s.".formatted(from.value(), limit, to.value()),
                            to.time(),
                            origin);
            case MeterReadingOutOfOrder(_, _, var reading, var last, var origin) ->
                    found(
                            "out-of-order",
                            "",
                            "Not younger than the reading of " + last + ".",
                            reading.time(),
                            origin);
            case MeterReadingRefused refused ->
                    found(
                            "refused",
                            refused.reason(),
                            refused.explanation(),
                            refused.reading().time(),
                            refused.origin());
            case ChargeableEventConfigured _,
                    MeterStarted _,
                    UsageRecorded _,
                    MeterStoodStill _,
                    MeterExchanged _ ->
                    Optional.empty();
        };
    }

    private static Optional<Finding> found(
            String kind, String reason, String explanation, Instant time, Origin origin) {
        return Optional.of(new Finding(kind, reason, explanation, time, origin));
    }
}
