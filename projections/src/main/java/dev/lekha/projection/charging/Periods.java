package dev.lekha.projection.charging;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.ChargingEvent.PeriodClosed;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Closed periods, by {@code subscription~period}; a period without a row is open. */
@View(
        name = "periods",
        capability = "charging",
        fields = {"subscription", "period", "closedAt", "position"},
        readers = {Role.BILLING, Role.OPERATOR, Role.AUDITOR})
public final class Periods implements Projection<Periods.Row> {
    /**
     * One closing.
     *
     * @param position of the closing: what the log holds up to here is in the period's sums
     */
    public record Row(
            SubscriptionId subscription, Period period, Instant closedAt, long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof PeriodClosed(var subscription, var period)
                ? List.of(Keys.of(subscription, period))
                : List.of();
    }

    @Override
    public Optional<Row> apply(String key, Optional<Row> row, Fact fact) {
        return fact.event() instanceof PeriodClosed(var subscription, var period)
                ? Optional.of(new Row(subscription, period, fact.recordedAt(), fact.position()))
                : row;
    }
}
