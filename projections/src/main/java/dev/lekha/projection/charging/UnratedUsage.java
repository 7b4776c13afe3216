package dev.lekha.projection.charging;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.ChargingEvent.UsageRated;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.kernel.charging.UsageId;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Usage that has no price yet, by usage id: what waits for a tariff and for {@code RateUsage} to be
 * asked again. Empty where all is well.
 */
@View(
        name = "unrated-usage",
        capability = "charging",
        fields = {"subscription", "ratingGroup", "node", "period", "position"},
        readers = {Role.BILLING, Role.OPERATOR, Role.AUDITOR})
public final class UnratedUsage implements Projection<UnratedUsage.Row> {
    /**
     * One usage record.
     *
     * @param time when it ended, which decides on tariff and period
     */
    public record Row(
            UsageId usage,
            SubscriptionId subscription,
            RatingGroup ratingGroup,
            NodeId node,
            String metric,
            Instant time,
            Period period,
            Rational quantity,
            String unit,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case UsageRecorded recorded -> List.of(recorded.usage().value());
            case UsageRated rated -> List.of(rated.usage().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Row> apply(String key, Optional<Row> row, Fact fact) {
        return switch (fact.event()) {
            case UsageRecorded recorded -> Optional.of(waiting(recorded, fact.position()));
            case UsageRated _ -> Optional.empty();
            default -> row;
        };
    }

    private static Row waiting(UsageRecorded recorded, long position) {
        var time = recorded.to().time();
        return new Row(
                recorded.usage(),
                recorded.subscription(),
                recorded.ratingGroup(),
                recorded.node(),
                recorded.metric(),
                time,
                Period.of(time),
                recorded.quantity(),
                recorded.unit(),
                position);
    }
}
