package dev.lekha.app.demo;

import static dev.lekha.app.demo.Subject.*;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * An auditor who trusts no view: reads the raw log, counts what happened, and works out from
 * readings, terms and prices alone what everybody owes.
 */
final class Auditor {
    private record Told(int index, Instant time, JsonNode reading) {}

    private final Tally tally =
            new Tally(
                    REFUSED,
                    DUPLICATES,
                    STORED,
                    READINGS,
                    LATEST,
                    OUT_OF_ORDER,
                    ROLL_OVERS,
                    IMPLAUSIBLE,
                    USAGE,
                    RATED,
                    CDRS,
                    ADJUSTMENTS,
                    ENERGY,
                    MONEY);
    private final Map<String, TreeMap<LocalDate, Fraction>> prices = new HashMap<>();
    private final Map<String, AuditedRegister> registers = new HashMap<>();
    private long last;

    private Auditor() {}

    /** What the log says, from its beginning to a position. */
    static Tally audit(Api api, long position) throws IOException, InterruptedException {
        var auditor = new Auditor();
        api.lines("/api/log?from=1&to=" + position, auditor::take);
        if (auditor.last != position) {
            throw new IllegalStateException(
                    "the log ends at " + auditor.last + " instead of " + position);
        }
        auditor.registers.values().forEach(register -> register.finish(auditor.tally));
        return auditor.tally;
    }

    private void take(JsonNode event) {
        if (event.path("position").longValue() != ++last) {
            throw new IllegalStateException("the log has a hole before " + event.path("position"));
        }
        var body = event.path("body");
        switch (event.path("type").stringValue()) {
            case "charging.TariffPublished" -> price(body);
            case "charging.ChargeableEventConfigured" ->
                    registers.put(meter(body), new AuditedRegister(body));
            case "reporting.ReportAccepted" -> report(body);
            case "reporting.ReportDuplicateIgnored" -> tally.count(DUPLICATES);
            case "reporting.FaultyInformationReceived" -> tally.count(REFUSED);
            case "charging.UsageRated" -> tally.count(RATED);
            case "charging.CdrIssued" -> tally.count(CDRS);
            case "charging.UsageAdjusted" -> tally.count(ADJUSTMENTS);
            default -> {
                // All else follows from these, or has nothing to do with money.
            }
        }
    }

    private void price(JsonNode tariff) {
        if (!tariff.path("unit").stringValue().equals("kWh")) {
            throw new IllegalStateException("the town sells kWh: " + tariff);
        }
        prices.computeIfAbsent(tariff.path("ratingGroup").stringValue(), _ -> new TreeMap<>())
                .put(
                        LocalDate.parse(tariff.path("validFrom").stringValue()),
                        Fraction.parse(tariff.path("price").stringValue()));
    }

    private void report(JsonNode body) {
        tally.count(STORED);
        var readings = StreamSupport.stream(body.path("readings").spliterator(), false).toList();
        tally.add(READINGS, Fraction.of(readings.size(), 1));
        for (var told : inTime(readings)) {
            var meter =
                    body.path("node").stringValue()
                            + "/"
                            + told.reading.path("metric").stringValue();
            Optional.ofNullable(registers.get(meter)).ifPresent(register -> read(register, told));
        }
    }

    private void read(AuditedRegister register, Told told) {
        var kilowattHours = register.read(told.time, told.reading, tally);
        if (kilowattHours.compare(Fraction.ZERO) > 0) {
            var price =
                    priceOf(register.ratingGroup(), LocalDate.ofInstant(told.time, ZoneOffset.UTC));
            register.shares()
                    .forEach((subscription, share) -> {
                        tally.count(USAGE);
                        tally.add(ENERGY, kilowattHours.times(share));
                        tally.add(MONEY, subscription, kilowattHours.times(share).times(price));
                    });
        }
    }

    private Fraction priceOf(String ratingGroup, LocalDate day) {
        var price = prices.getOrDefault(ratingGroup, new TreeMap<>()).floorEntry(day);
        if (price == null) {
            throw new IllegalStateException(ratingGroup + " has no price on " + day);
        }
        return price.getValue();
    }

    private static List<Told> inTime(List<JsonNode> readings) {
        return IntStream.range(0, readings.size())
                .mapToObj(index ->
                        new Told(
                                index,
                                Instant.parse(readings.get(index).path("time").stringValue()),
                                readings.get(index)))
                .sorted(Comparator.comparing(Told::time).thenComparing(Told::index))
                .toList();
    }

    private static String meter(JsonNode body) {
        return body.path("node").stringValue() + "/" + body.path("metric").stringValue();
    }
}
