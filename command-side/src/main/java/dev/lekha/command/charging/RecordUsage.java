package dev.lekha.command.charging;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.MeterEvent;
import dev.lekha.kernel.charging.MeterEvent.MeterGapFound;
import dev.lekha.kernel.charging.MeterEvent.MeterReadingOutOfOrder;
import dev.lekha.kernel.charging.MeterEvent.MeterReadingRefused;
import dev.lekha.kernel.charging.MeterEvent.MeterRolledOver;
import dev.lekha.kernel.charging.MeterEvent.MeterStarted;
import dev.lekha.kernel.charging.MeterEvent.MeterStoodStill;
import dev.lekha.kernel.charging.Origin;
import dev.lekha.kernel.charging.RegisterReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Takes one report's readings of one cumulative register and records what was used since the last.
 * A report is taken once, and reports of a node are taken in the order of their positions; readings
 * inside one are taken in the order of their times.
 *
 * @param report log position of the report
 * @param visitedDomain where the report was heard, or empty
 */
@Command(namespace = "charging", name = "RecordUsage")
@AllowedTo(Role.PLATFORM)
public record RecordUsage(
        NodeId node,
        String metric,
        long report,
        List<Sample> readings,
        @Omittable String visitedDomain)
        implements Decision<Meter> {
    /**
     * One number of the report.
     *
     * @param index of the reading in its report, from 0
     */
    public record Sample(int index, Instant time, String unit, Rational value) {
        private RegisterReading reading() {
            return new RegisterReading(time, value);
        }
    }

    /** Of a report that was heard in no domain of a name. */
    public RecordUsage(NodeId node, String metric, long report, List<Sample> readings) {
        this(node, metric, report, readings, "");
    }

    public RecordUsage {
        readings = List.copyOf(readings);
    }

    @Override
    public EventCriteria boundary() {
        return Meter.boundary(node, metric);
    }

    @Override
    public Meter initial() {
        return new Meter.Unconfigured();
    }

    @Override
    public Meter evolve(Meter meter, DomainEvent event) {
        return Meter.evolve(meter, event);
    }

    /** The register remembers the last report that it has taken. */
    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Verdict decide(Meter meter) {
        return switch (meter) {
            case Meter.Unconfigured _ -> accept();
            case Meter.Waiting waiting ->
                    report <= waiting.lastReport() ? accept() : accept(takeAll(meter));
            case Meter.Running running ->
                    report <= running.lastReport() ? accept() : accept(takeAll(meter));
        };
    }

    private List<MeterEvent> takeAll(Meter before) {
        var events = new ArrayList<MeterEvent>();
        var meter = before;
        for (var sample : inOrderOfTime()) {
            for (var event : take(meter, sample)) {
                events.add(event);
                meter = Meter.evolve(meter, event);
            }
        }
        return events;
    }

    private List<Sample> inOrderOfTime() {
        return readings.stream().sorted(Comparator.comparing(Sample::time)).toList();
    }

    private List<? extends MeterEvent> take(Meter meter, Sample sample) {
        if (sample.value.signum() < 0) {
            return refuse(sample, "negative", "A register does not count below 0.");
        }
        return switch (meter) {
            case Meter.Unconfigured _ -> List.of();
            case Meter.Waiting _ ->
                    List.of(
                            new MeterStarted(
                                    node, metric, sample.unit, sample.reading(), from(sample)));
            case Meter.Running running -> continueFrom(running, sample);
        };
    }

    private List<? extends MeterEvent> continueFrom(Meter.Running meter, Sample sample) {
        var last = meter.last();
        if (!sample.time.isAfter(last.time())) {
            return List.of(
                    new MeterReadingOutOfOrder(
                            node, metric, sample.reading(), last.time(), from(sample)));
        }
        if (!sample.unit.equals(meter.unit())) {
            return refuse(sample, "unit-changed", "The meter counts in " + meter.unit() + ".");
        }
        return switch (Step.between(meter.terms().register(), last.value(), sample.value)) {
            case Step.Implausible(var reason, var explanation) ->
                    refuse(sample, reason, explanation);
            case Step.Forward(var quantity) -> used(meter, sample, quantity, List.of());
            case Step.RolledOver(var quantity) ->
                    used(meter, sample, quantity, List.of(rolledOver(meter, sample)));
        };
    }

    private List<MeterEvent> used(
            Meter.Running meter, Sample sample, Rational quantity, List<MeterEvent> findings) {
        var events = new ArrayList<MeterEvent>();
        var last = meter.last().time();
        var maxGap = meter.terms().maxGapSeconds();
        if (maxGap > 0 && Duration.between(last, sample.time).toSeconds() > maxGap) {
            events.add(new MeterGapFound(node, metric, last, sample.time, from(sample)));
        }
        events.addAll(findings);
        if (quantity.signum() == 0) {
            events.add(new MeterStoodStill(node, metric, sample.reading(), from(sample)));
        } else {
            events.addAll(meter.usage(sample.reading(), quantity, from(sample)));
        }
        return events;
    }

    private MeterRolledOver rolledOver(Meter.Running meter, Sample sample) {
        var limit = meter.terms().register().limit();
        return new MeterRolledOver(
                node, metric, meter.last(), sample.reading(), limit, from(sample));
    }

    private List<MeterEvent> refuse(Sample sample, String reason, String explanation) {
        return List.of(
                new MeterReadingRefused(
                        node,
                        metric,
                        sample.reading(),
                        sample.unit,
                        reason,
                        explanation,
                        from(sample)));
    }

    private Origin from(Sample sample) {
        return new Origin(report, sample.index, visitedDomain);
    }
}
