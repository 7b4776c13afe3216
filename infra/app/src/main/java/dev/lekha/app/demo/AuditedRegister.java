package dev.lekha.app.demo;

import static dev.lekha.app.demo.Subject.IMPLAUSIBLE;
import static dev.lekha.app.demo.Subject.LATEST;
import static dev.lekha.app.demo.Subject.OUT_OF_ORDER;
import static dev.lekha.app.demo.Subject.ROLL_OVERS;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One cumulative register as the auditor reads it, by the terms that the log gives. */
final class AuditedRegister {
    private static final Fraction KWH = Fraction.of(1, 1000);

    private final String ratingGroup;
    private final Map<String, Fraction> shares = new TreeMap<>();
    private final Fraction limit;
    private final Fraction largestStep;
    private boolean started;
    private Instant time = Instant.MIN;
    private Fraction value = Fraction.ZERO;
    private Instant newest = Instant.MIN;
    private Fraction shown = Fraction.ZERO;

    /** By the body of a {@code ChargeableEventConfigured}. */
    AuditedRegister(JsonNode terms) {
        ratingGroup = terms.path("ratingGroup").stringValue();
        terms.path("shares")
                .forEach(share ->
                        shares.put(
                                share.path("subscription").stringValue(),
                                Fraction.parse(share.path("share").stringValue())));
        limit = Fraction.parse(terms.path("register").path("limit").stringValue());
        largestStep = Fraction.parse(terms.path("register").path("largestStep").stringValue());
    }

    String ratingGroup() {
        return ratingGroup;
    }

    Map<String, Fraction> shares() {
        return shares;
    }

    /** How many kWh a reading tells of; none where it tells nothing new or what cannot be. */
    Fraction read(Instant at, JsonNode reading, Tally tally) {
        var now = Fraction.of(reading.path("value").decimalValue());
        if (!at.isBefore(newest)) {
            newest = at;
            shown = now;
        }
        if (!started) {
            started = true;
            take(at, now);
            return Fraction.ZERO;
        }
        if (!at.isAfter(time)) {
            tally.count(OUT_OF_ORDER);
            return Fraction.ZERO;
        }
        return step(at, now, tally);
    }

    private Fraction step(Instant at, Fraction now, Tally tally) {
        var rolls = limit.compare(Fraction.ZERO) > 0;
        var around = now.compare(value) < 0;
        var step = around ? now.plus(limit).minus(value) : now.minus(value);
        if (rolls && now.compare(limit) >= 0 || around && !rolls || step.compare(largestStep) > 0) {
            tally.count(IMPLAUSIBLE);
            return Fraction.ZERO;
        }
        if (around) {
            tally.count(ROLL_OVERS);
        }
        take(at, now);
        return step.times(KWH);
    }

    private void take(Instant at, Fraction now) {
        time = at;
        value = now;
    }

    void finish(Tally tally) {
        tally.add(LATEST, shown);
    }
}
