package dev.lekha.kernel.reporting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.NodeId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A SenML pack (RFC 8428): records whose base values apply to those that follow. */
public record SenMlPack(@JsonValue List<SenMlRecord> records) {
    /** More records than this in one pack are refused. */
    public static final int MOST_RECORDS = 1_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:./_-]{0,199}");
    private static final BigDecimal ABSOLUTE_FROM = BigDecimal.valueOf(1L << 28);
    private static final BigDecimal LATEST_TIME = BigDecimal.valueOf(253_402_300_799L);
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);
    private static final Duration OLDEST = Duration.ofDays(3_653);
    private static final int NEWEST_VERSION = 10;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SenMlPack {
        if (records.isEmpty() || records.size() > MOST_RECORDS) {
            throw new IllegalArgumentException("a pack has 1 to " + MOST_RECORDS + " records");
        }
        records = List.copyOf(records);
    }

    /**
     * The records with base values applied and times absolute (RFC 8428, 4.6).
     *
     * @throws IllegalArgumentException where the pack says nothing that can be meant
     */
    public List<Reading> resolve(NodeId node, Instant receivedAt) {
        var readings = new ArrayList<Reading>(records.size());
        var base = Base.NONE;
        for (var record : records) {
            base = base.with(record);
            var name = base.name + record.text("n").orElse("");
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a record's name has 1 to 200 of A-Z a-z 0-9 - : . / _");
            }
            var time = time(base.time.add(record.number("t").orElse(BigDecimal.ZERO)), receivedAt);
            var unit = record.text("u").orElse(base.unit);
            addReadings(readings, base, record, metric(node, name), unit, time);
        }
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("no record of the pack has a value");
        }
        return readings;
    }

    private static void addReadings(
            List<Reading> readings,
            Base base,
            SenMlRecord record,
            String metric,
            String unit,
            Instant time) {
        var before = readings.size();
        record.number("v")
                .ifPresent(value ->
                        readings.add(
                                new Reading(
                                        metric,
                                        unit,
                                        time,
                                        new Value.Numeric(base.value.add(value)))));
        record.text("vs")
                .ifPresent(text ->
                        readings.add(new Reading(metric, unit, time, new Value.Text(text))));
        record.flag()
                .ifPresent(
                        set -> readings.add(new Reading(metric, unit, time, new Value.Flag(set))));
        record.text("vd")
                .ifPresent(data ->
                        readings.add(new Reading(metric, unit, time, new Value.Data(data))));
        if (readings.size() > before + 1) {
            throw new IllegalArgumentException("a record has one value");
        }
        record.number("s")
                .ifPresent(sum ->
                        readings.add(
                                new Reading(
                                        metric + ".sum",
                                        unit,
                                        time,
                                        new Value.Numeric(base.sum.add(sum)))));
    }

    /**
     * The node's own prefix says nothing that the node does not: {@code urn:dev:x:energy} is {@code
     * energy}.
     */
    private static String metric(NodeId node, String name) {
        var own = node.value();
        return name.length() > own.length() + 1
                        && name.startsWith(own)
                        && ":/_.".indexOf(name.charAt(own.length())) >= 0
                ? name.substring(own.length() + 1)
                : name;
    }

    private static Instant time(BigDecimal seconds, Instant receivedAt) {
        if (seconds.abs().compareTo(LATEST_TIME) > 0) {
            throw new IllegalArgumentException(
                    "a time lies within the years that have four digits");
        }
        var micros = seconds.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        var time =
                seconds.compareTo(ABSOLUTE_FROM) >= 0
                        ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS)
                        : receivedAt.truncatedTo(ChronoUnit.MICROS).plus(micros, ChronoUnit.MICROS);
        if (time.isAfter(receivedAt.plus(CLOCK_TOLERANCE))
                || time.isBefore(receivedAt.minus(OLDEST))) {
            throw new IllegalArgumentException(
                    "a reading is not from the future, nor older than ten years: " + time);
        }
        return time;
    }

    /** What holds until another record says otherwise. */
    private record Base(
            String name, BigDecimal time, String unit, BigDecimal value, BigDecimal sum) {
        static final Base NONE =
                new Base("", BigDecimal.ZERO, "", BigDecimal.ZERO, BigDecimal.ZERO);

        Base with(SenMlRecord record) {
            if (record.number("bver")
                            .orElse(BigDecimal.TEN)
                            .compareTo(BigDecimal.valueOf(NEWEST_VERSION))
                    > 0) {
                throw new IllegalArgumentException("a pack's version is at most " + NEWEST_VERSION);
            }
            return new Base(
                    record.text("bn").orElse(name),
                    record.number("bt").orElse(time),
                    record.text("bu").orElse(unit),
                    record.number("bv").orElse(value),
                    record.number("bs").orElse(sum));
        }
    }
}
