package dev.lekha.command.charging;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Tags;
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
import dev.lekha.kernel.charging.RegisterReading;
import dev.lekha.kernel.charging.UsageId;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What metering remembers of one register: its terms, its last good reading, the last report taken.
 */
sealed interface Meter {
    /** Its readings are not charged. */
    record Unconfigured() implements Meter {}

    /** It has terms and waits for the reading to count from. */
    record Waiting(ChargeableEventConfigured terms, long lastReport) implements Meter {
        private Meter after(MeterEvent event) {
            return switch (event) {
                case ChargeableEventConfigured anew -> new Waiting(anew, lastReport);
                case MeterStarted(_, _, var unit, var baseline, var origin) ->
                        new Running(terms, unit, baseline, origin, 0, origin.report());
                case MeterReadingRefused refused -> new Waiting(terms, refused.origin().report());
                case UsageRecorded _,
                        MeterStoodStill _,
                        MeterRolledOver _,
                        MeterGapFound _,
                        MeterReadingOutOfOrder _,
                        MeterExchanged _ ->
                        this;
            };
        }
    }

    /**
     * It counts.
     *
     * @param origin of {@code last}, or of what preceded the exchange that {@code last} comes from
     */
    record Running(
            ChargeableEventConfigured terms,
            String unit,
            RegisterReading last,
            Origin origin,
            int exchanges,
            long lastReport)
            implements Meter {
        private Meter after(MeterEvent event) {
            return switch (event) {
                case ChargeableEventConfigured anew ->
                        new Running(anew, unit, last, origin, exchanges, lastReport);
                case UsageRecorded used ->
                        used.origin().equals(Origin.EXCHANGE)
                                ? this
                                : read(used.to(), used.origin());
                case MeterStoodStill(_, _, var reading, var from) -> read(reading, from);
                case MeterReadingOutOfOrder late -> heard(late.origin());
                case MeterReadingRefused refused -> heard(refused.origin());
                case MeterExchanged(_, _, var at, _, var initial, var newUnit) ->
                        new Running(
                                terms,
                                newUnit,
                                new RegisterReading(at, initial),
                                origin,
                                exchanges + 1,
                                lastReport);
                case MeterStarted _, MeterRolledOver _, MeterGapFound _ -> this;
            };
        }

        private Running read(RegisterReading reading, Origin from) {
            return new Running(terms, unit, reading, from, exchanges, from.report());
        }

        private Running heard(Origin from) {
            return new Running(terms, unit, last, origin, exchanges, from.report());
        }

        /** One usage record for each that bears a share. */
        List<UsageRecorded> usage(RegisterReading to, Rational whole, Origin from) {
            var records = new ArrayList<UsageRecorded>(terms.shares().size());
            for (var share : terms.shares()) {
                var usage =
                        from.equals(Origin.EXCHANGE)
                                ? UsageId.ofExchange(origin, exchanges + 1, records.size())
                                : UsageId.of(from, records.size());
                records.add(
                        new UsageRecorded(
                                usage,
                                share.subscription(),
                                terms.ratingGroup(),
                                terms.node(),
                                terms.metric(),
                                last,
                                to,
                                share.share(),
                                whole.times(share.share()),
                                unit,
                                from));
            }
            return records;
        }
    }

    /**
     * What can change the next answer: roll-overs and gaps come with usage, which says it already.
     */
    static EventCriteria boundary(NodeId node, String metric) {
        return Boundary.of(
                Tags.METER,
                MeterEvent.key(node, metric),
                ChargeableEventConfigured.class,
                MeterStarted.class,
                UsageRecorded.class,
                MeterStoodStill.class,
                MeterReadingOutOfOrder.class,
                MeterReadingRefused.class,
                MeterExchanged.class);
    }

    static Meter evolve(Meter meter, DomainEvent event) {
        if (!(event instanceof MeterEvent known)) {
            return meter;
        }
        return switch (meter) {
            case Unconfigured _ ->
                    known instanceof ChargeableEventConfigured terms
                            ? new Waiting(terms, 0)
                            : meter;
            case Waiting waiting -> waiting.after(known);
            case Running running -> running.after(known);
        };
    }
}
