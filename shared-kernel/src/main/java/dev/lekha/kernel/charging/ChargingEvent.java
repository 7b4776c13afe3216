package dev.lekha.kernel.charging;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Money;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Tags;
import java.time.LocalDate;
import java.util.Currency;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What leads from a meter to money. */
public sealed interface ChargingEvent extends DomainEvent
        permits MeterEvent,
                ChargingEvent.TariffPublished,
                ChargingEvent.UsageRated,
                ChargingEvent.CdrIssued,
                ChargingEvent.UsageAdjusted,
                ChargingEvent.PeriodClosed {
    /**
     * A rating group has this price from the start of that day in UTC, until another one begins.
     *
     * @param price of one unit
     */
    @Event(namespace = "charging", name = "TariffPublished", version = "1")
    record TariffPublished(
            TariffId tariff,
            @EventTag(key = Tags.RATING_GROUP) RatingGroup ratingGroup,
            Currency currency,
            String unit,
            Rational price,
            LocalDate validFrom)
            implements ChargingEvent {
        public Money unitPrice() {
            return new Money(currency, price);
        }
    }

    /**
     * A usage record got its price, once.
     *
     * @param quantity in the tariff's unit
     */
    @Event(namespace = "charging", name = "UsageRated", version = "1")
    record UsageRated(
            @EventTag(key = Tags.CHARGING_REFERENCE) UsageId usage,
            TariffId tariff,
            Money unitPrice,
            String priceUnit,
            Rational quantity,
            Money amount)
            implements ChargingEvent {}

    /**
     * The charging data record of one usage record (3GPP TS 32.298; oneM2M TS-0004, M2M event
     * record).
     *
     * @param quantity in {@code unit}, as metered, after sharing
     * @param unitPrice of one {@code priceUnit}
     * @param amount exact
     * @param period in which it is billed
     * @param adjusts closed period that the usage lay in, or empty where it is billed in its own
     */
    @Event(namespace = "charging", name = "CdrIssued", version = "1")
    record CdrIssued(
            CdrId cdr,
            @EventTag(key = Tags.CHARGING_REFERENCE) UsageId usage,
            @EventTag(key = Tags.SUBSCRIPTION) SubscriptionId subscription,
            RatingGroup ratingGroup,
            NodeId node,
            String metric,
            RegisterReading from,
            RegisterReading to,
            Rational quantity,
            String unit,
            TariffId tariff,
            Money unitPrice,
            String priceUnit,
            Money amount,
            Period period,
            String adjusts,
            Origin origin)
            implements ChargingEvent {}

    /** Usage of a closed period was found late and billed in a later one, which was open. */
    @Event(namespace = "charging", name = "UsageAdjusted", version = "1")
    record UsageAdjusted(
            @EventTag(key = Tags.CHARGING_REFERENCE) UsageId usage,
            @EventTag(key = Tags.SUBSCRIPTION) SubscriptionId subscription,
            RatingGroup ratingGroup,
            Period closed,
            Period into,
            Money amount)
            implements ChargingEvent {}

    /** Nothing is billed in this period of the subscription any more. */
    @Event(namespace = "charging", name = "PeriodClosed", version = "1")
    record PeriodClosed(
            @EventTag(key = Tags.SUBSCRIPTION) SubscriptionId subscription, Period period)
            implements ChargingEvent {}
}
