package dev.lekha.projection.charging;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.CdrId;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.kernel.charging.TariffId;
import dev.lekha.kernel.charging.UsageId;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Charging data records, by log position in 19 digits: later ones come behind, so the last page's
 * key is where a consumer goes on. Rows never change and are flat, to stand in a table.
 */
@View(
        name = "cdrs",
        capability = "charging",
        fields = {
            "subscription",
            "ratingGroup",
            "node",
            "metric",
            "period",
            "adjusts",
            "usage",
            "position"
        },
        readers = {Role.BILLING, Role.OPERATOR, Role.AUDITOR})
public final class Cdrs implements Projection<Cdrs.Row> {
    /**
     * One record.
     *
     * @param quantity in {@code unit}, what this subscription bears
     * @param unitPrice of one {@code priceUnit}
     * @param amount exact
     * @param rounded the amount for people to read, {@code 0.02 EUR}
     * @param adjusts closed period that is amended, or empty
     * @param report log position of the report behind it, 0 where an exchange of the meter was
     * @param reading index in that report
     * @param position of the record itself
     * @param visitedDomain where the report was heard, or empty
     */
    public record Row(
            CdrId cdr,
            UsageId usage,
            SubscriptionId subscription,
            RatingGroup ratingGroup,
            NodeId node,
            String metric,
            Instant fromTime,
            Instant toTime,
            Rational fromValue,
            Rational toValue,
            Rational quantity,
            String unit,
            TariffId tariff,
            Rational unitPrice,
            String priceUnit,
            Currency currency,
            Rational amount,
            String rounded,
            Period period,
            String adjusts,
            long report,
            int reading,
            long position,
            @Omittable @JsonInclude(JsonInclude.Include.NON_EMPTY) String visitedDomain) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof CdrIssued
                ? List.of(Keys.ofPosition(fact.position()))
                : List.of();
    }

    @Override
    public Optional<Row> apply(String key, Optional<Row> row, Fact fact) {
        return fact.event() instanceof CdrIssued cdr
                ? Optional.of(flat(cdr, fact.position()))
                : row;
    }

    private static Row flat(CdrIssued cdr, long position) {
        return new Row(
                cdr.cdr(),
                cdr.usage(),
                cdr.subscription(),
                cdr.ratingGroup(),
                cdr.node(),
                cdr.metric(),
                cdr.from().time(),
                cdr.to().time(),
                cdr.from().value(),
                cdr.to().value(),
                cdr.quantity(),
                cdr.unit(),
                cdr.tariff(),
                cdr.unitPrice().amount(),
                cdr.priceUnit(),
                cdr.amount().currency(),
                cdr.amount().amount(),
                cdr.amount().toString(),
                cdr.period(),
                cdr.adjusts(),
                cdr.origin().report(),
                cdr.origin().reading(),
                position,
                cdr.origin().visitedDomain());
    }
}
