package dev.lekha.command.charging;

import dev.lekha.kernel.Money;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.charging.CdrId;
import dev.lekha.kernel.charging.ChargingEvent;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import dev.lekha.kernel.charging.ChargingEvent.TariffPublished;
import dev.lekha.kernel.charging.ChargingEvent.UsageAdjusted;
import dev.lekha.kernel.charging.ChargingEvent.UsageRated;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Period;
import java.util.List;

/**
 * A usage record that has met its tariff.
 *
 * @param quantity in the tariff's unit
 */
record Rating(UsageRecorded record, TariffPublished tariff, Rational quantity) {
    /** What goes into the log together; late usage also says which closed period it amends. */
    List<ChargingEvent> events(ClosedPeriods closed) {
        var own = Period.of(record.to().time());
        var billed = closed.firstOpenFrom(own);
        return billed.equals(own)
                ? List.of(rated(), cdr(own, ""))
                : List.of(rated(), adjusted(own, billed), cdr(billed, own.toString()));
    }

    private Money amount() {
        return tariff.unitPrice().times(quantity);
    }

    private UsageRated rated() {
        return new UsageRated(
                record.usage(),
                tariff.tariff(),
                tariff.unitPrice(),
                tariff.unit(),
                quantity,
                amount());
    }

    private UsageAdjusted adjusted(Period own, Period into) {
        return new UsageAdjusted(
                record.usage(), record.subscription(), record.ratingGroup(), own, into, amount());
    }

    private CdrIssued cdr(Period billed, String adjusts) {
        return new CdrIssued(
                CdrId.of(record.usage()),
                record.usage(),
                record.subscription(),
                record.ratingGroup(),
                record.node(),
                record.metric(),
                record.from(),
                record.to(),
                record.quantity(),
                record.unit(),
                tariff.tariff(),
                tariff.unitPrice(),
                tariff.unit(),
                amount(),
                billed,
                adjusts,
                record.origin());
    }
}
