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
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.Register;
import dev.lekha.kernel.charging.RegisterReading;
import dev.lekha.kernel.charging.Share;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Charged registers, by {@code node/metric}: their terms, what they showed last, what was odd. */
@View(
        name = "meters",
        capability = "charging",
        fields = {"node", "metric", "ratingGroup", "lastTime", "anomalies", "position"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.BILLING, Role.AUDITOR})
public final class Meters implements Projection<Meters.Row> {
    /**
     * One register.
     *
     * @param unit empty before the first reading, as are {@code lastTime} and {@code lastValue}
     * @param lastTime of the last good reading
     * @param anomalies all that was odd, together
     * @param position of the last event of this meter
     */
    public record Row(
            NodeId node,
            String metric,
            RatingGroup ratingGroup,
            Terms terms,
            String unit,
            String lastTime,
            String lastValue,
            long anomalies,
            Counts counts,
            long position) {
        private static Row of(ChargeableEventConfigured on, long at) {
            var terms = Terms.of(on);
            var group = on.ratingGroup();
            return new Row(on.node(), on.metric(), group, terms, "", "", "", 0, Counts.NONE, at);
        }

        private Row on(ChargeableEventConfigured anew, long at) {
            var group = anew.ratingGroup();
            var anewTerms = Terms.of(anew);
            return new Row(
                    node, metric, group, anewTerms, unit, lastTime, lastValue, anomalies, counts,
                    at);
        }

        private Row showing(String inUnit, RegisterReading last, long at) {
            var time = last.time().toString();
            var value = last.value().toString();
            return new Row(
                    node, metric, ratingGroup, terms, inUnit, time, value, anomalies, counts, at);
        }

        private Row counting(Counts more, long at) {
            var sum = counts.plus(more);
            var odd = sum.anomalies();
            return new Row(
                    node, metric, ratingGroup, terms, unit, lastTime, lastValue, odd, sum, at);
        }
    }

    public record Terms(List<Share> shares, Register register, long maxGapSeconds) {
        public Terms {
            shares = List.copyOf(shares);
        }

        private static Terms of(ChargeableEventConfigured event) {
            return new Terms(event.shares(), event.register(), event.maxGapSeconds());
        }
    }

    public record Counts(long gaps, long rollOvers, long outOfOrder, long refused, long exchanges) {
        private static final Counts NONE = new Counts(0, 0, 0, 0, 0);
        private static final Counts GAP = new Counts(1, 0, 0, 0, 0);
        private static final Counts ROLL_OVER = new Counts(0, 1, 0, 0, 0);
        private static final Counts OUT_OF_ORDER = new Counts(0, 0, 1, 0, 0);
        private static final Counts REFUSED = new Counts(0, 0, 0, 1, 0);
        private static final Counts EXCHANGE = new Counts(0, 0, 0, 0, 1);

        private Counts plus(Counts more) {
            return new Counts(
                    gaps + more.gaps,
                    rollOvers + more.rollOvers,
                    outOfOrder + more.outOfOrder,
                    refused + more.refused,
                    exchanges + more.exchanges);
        }

        private long anomalies() {
            return gaps + rollOvers + outOfOrder + refused;
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof MeterEvent event ? List.of(event.meter()) : List.of();
    }

    @Override
    public Optional<Row> apply(String key, Optional<Row> row, Fact fact) {
        return switch (fact.event()) {
            case ChargeableEventConfigured terms when row.isEmpty() ->
                    Optional.of(Row.of(terms, fact.position()));
            case MeterEvent event -> row.map(known -> change(known, event, fact.position()));
            default -> row;
        };
    }

    private static Row change(Row row, MeterEvent event, long at) {
        return switch (event) {
            case ChargeableEventConfigured anew -> row.on(anew, at);
            case MeterStarted started -> row.showing(started.unit(), started.baseline(), at);
            case UsageRecorded used -> row.showing(row.unit, used.to(), at);
            case MeterStoodStill idle -> row.showing(row.unit, idle.reading(), at);
            case MeterGapFound _ -> row.counting(Counts.GAP, at);
            case MeterRolledOver _ -> row.counting(Counts.ROLL_OVER, at);
            case MeterReadingOutOfOrder _ -> row.counting(Counts.OUT_OF_ORDER, at);
            case MeterReadingRefused _ -> row.counting(Counts.REFUSED, at);
            case MeterExchanged(_, _, var time, _, var value, var unit) ->
                    row.counting(Counts.EXCHANGE, at)
                            .showing(unit, new RegisterReading(time, value), at);
        };
    }
}
