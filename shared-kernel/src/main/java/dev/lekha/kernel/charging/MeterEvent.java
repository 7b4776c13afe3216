package dev.lekha.kernel.charging;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Tags;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What became of one metered register of a node, and what was used by it. */
public sealed interface MeterEvent extends ChargingEvent {
    NodeId node();

    /** What is measured, as in the node's reports. */
    String metric();

    /** The register's identity. */
    @EventTag(key = Tags.METER)
    default String meter() {
        return key(node(), metric());
    }

    /** {@code node/metric}; a node's id has no slash. */
    static String key(NodeId node, String metric) {
        return node + "/" + metric;
    }

    /**
     * From here on, readings of the metric are charged, on these terms.
     *
     * @param shares who bears what; they add up to 1
     * @param maxGapSeconds silence beyond this is recorded as a gap; 0 where it is not watched
     */
    @Event(namespace = "charging", name = "ChargeableEventConfigured", version = "1")
    record ChargeableEventConfigured(
            @EventTag(key = Tags.NODE) NodeId node,
            String metric,
            RatingGroup ratingGroup,
            List<Share> shares,
            Register register,
            long maxGapSeconds)
            implements MeterEvent {
        public ChargeableEventConfigured {
            shares = List.copyOf(shares);
        }
    }

    /** The first reading came: what was counted before it is nobody's. */
    @Event(namespace = "charging", name = "MeterStarted", version = "1")
    record MeterStarted(
            NodeId node, String metric, String unit, RegisterReading baseline, Origin origin)
            implements MeterEvent {}

    /**
     * Something was used: the M2M event record (oneM2M TS-0001, 12.2) of one chargeable event and
     * one bearer of its cost.
     *
     * @param quantity what this subscription bears: the whole times its share, exactly
     */
    @Event(namespace = "charging", name = "UsageRecorded", version = "1")
    record UsageRecorded(
            @EventTag(key = Tags.CHARGING_REFERENCE) UsageId usage,
            @EventTag(key = Tags.SUBSCRIPTION) SubscriptionId subscription,
            RatingGroup ratingGroup,
            NodeId node,
            String metric,
            RegisterReading from,
            RegisterReading to,
            Rational share,
            Rational quantity,
            String unit,
            Origin origin)
            implements MeterEvent {}

    /** The register showed what it had shown before: known to be alive, and nothing used. */
    @Event(namespace = "charging", name = "MeterStoodStill", version = "1")
    record MeterStoodStill(NodeId node, String metric, RegisterReading reading, Origin origin)
            implements MeterEvent {}

    /** The register passed its limit and started again from 0. */
    @Event(namespace = "charging", name = "MeterRolledOver", version = "1")
    record MeterRolledOver(
            NodeId node,
            String metric,
            RegisterReading from,
            RegisterReading to,
            Rational limit,
            Origin origin)
            implements MeterEvent {}

    /**
     * The meter was silent for longer than it should; its register counted on, so nothing is lost.
     */
    @Event(namespace = "charging", name = "MeterGapFound", version = "1")
    record MeterGapFound(NodeId node, String metric, Instant from, Instant to, Origin origin)
            implements MeterEvent {}

    /** A reading came that is not younger than the last; the register covers it already. */
    @Event(namespace = "charging", name = "MeterReadingOutOfOrder", version = "1")
    record MeterReadingOutOfOrder(
            NodeId node, String metric, RegisterReading reading, Instant last, Origin origin)
            implements MeterEvent {}

    /**
     * A reading came that cannot be true; the last good one stays.
     *
     * @param reason stable code
     */
    @Event(namespace = "charging", name = "MeterReadingRefused", version = "1")
    record MeterReadingRefused(
            NodeId node,
            String metric,
            RegisterReading reading,
            String unit,
            String reason,
            String explanation,
            Origin origin)
            implements MeterEvent {}

    /**
     * The device was replaced: the old register ended with one value, the new one began with
     * another.
     *
     * @param unit of the new register
     */
    @Event(namespace = "charging", name = "MeterExchanged", version = "1")
    record MeterExchanged(
            NodeId node,
            String metric,
            Instant at,
            Rational finalValue,
            Rational initialValue,
            String unit)
            implements MeterEvent {}
}
