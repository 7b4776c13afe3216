package dev.lekha.projection.charging;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.ChargingEvent.TariffPublished;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.TariffId;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Prices of all rating groups, by {@code ratingGroup~validFrom}: the last before a day is its
 * price.
 */
@View(
        name = "tariffs",
        capability = "charging",
        fields = {"ratingGroup", "tariff", "currency", "validFrom", "publishedAt"},
        readers = {Role.BILLING, Role.OPERATOR, Role.AUDITOR, Role.APPLICATION})
public final class PublishedTariffs implements Projection<PublishedTariffs.Row> {
    /**
     * One version.
     *
     * @param price of one {@code unit}, exact
     */
    public record Row(
            RatingGroup ratingGroup,
            TariffId tariff,
            Currency currency,
            Rational price,
            String unit,
            LocalDate validFrom,
            Instant publishedAt,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof TariffPublished tariff
                ? List.of(Keys.of(tariff.ratingGroup(), tariff.validFrom()))
                : List.of();
    }

    @Override
    public Optional<Row> apply(String key, Optional<Row> row, Fact fact) {
        return fact.event() instanceof TariffPublished tariff
                ? Optional.of(
                        new Row(
                                tariff.ratingGroup(),
                                tariff.tariff(),
                                tariff.currency(),
                                tariff.price(),
                                tariff.unit(),
                                tariff.validFrom(),
                                fact.recordedAt(),
                                fact.position()))
                : row;
    }
}
