package dev.lekha.command.charging;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.charging.ChargingEvent.TariffPublished;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.TariffId;
import java.time.LocalDate;
import java.util.Currency;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Gives a rating group a price from a day on. What was rated before stays as it is.
 *
 * @param tariff unique in its rating group
 * @param currency ISO 4217
 * @param unit SenML unit that the price is for
 * @param price exact, not negative: {@code 1/50}
 * @param validFrom a day in UTC, on which no other version of the group starts
 */
@Command(namespace = "charging", name = "PublishTariff")
@AllowedTo({Role.OPERATOR, Role.BILLING})
public record PublishTariff(
        TariffId tariff,
        RatingGroup ratingGroup,
        Currency currency,
        String unit,
        Rational price,
        LocalDate validFrom)
        implements Decision<Tariffs> {
    private static final int LONGEST_UNIT = 40;

    public PublishTariff {
        if (price.signum() < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
        if (unit.length() > LONGEST_UNIT) {
            throw new IllegalArgumentException("a unit has at most 40 characters");
        }
        if (validFrom.getYear() < 1970 || validFrom.getYear() > 9999) {
            throw new IllegalArgumentException("a tariff begins between 1970 and 9999");
        }
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(Tags.RATING_GROUP, ratingGroup.value(), TariffPublished.class);
    }

    @Override
    public Tariffs initial() {
        return Tariffs.NONE;
    }

    @Override
    public Tariffs evolve(Tariffs tariffs, DomainEvent event) {
        return event instanceof TariffPublished version ? tariffs.with(version) : tariffs;
    }

    @Override
    public Verdict decide(Tariffs tariffs) {
        var version = new TariffPublished(tariff, ratingGroup, currency, unit, price, validFrom);
        var namesake = tariffs.named(tariff);
        if (namesake.isPresent()) {
            return namesake.get().equals(version)
                    ? accept()
                    : refuse("tariff-taken", tariff + " is published with other terms.");
        }
        return tariffs.startingOn(validFrom)
                .map(other -> refuse("day-taken", other.tariff() + " starts on that day."))
                .orElseGet(() -> accept(version));
    }
}
