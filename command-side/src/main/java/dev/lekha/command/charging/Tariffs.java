package dev.lekha.command.charging;

import dev.lekha.kernel.charging.ChargingEvent.TariffPublished;
import dev.lekha.kernel.charging.TariffId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The prices of one rating group, each valid from its day until the next begins. */
record Tariffs(List<TariffPublished> versions) {
    static final Tariffs NONE = new Tariffs(List.of());

    Tariffs with(TariffPublished version) {
        return new Tariffs(Stream.concat(versions.stream(), Stream.of(version)).toList());
    }

    Optional<TariffPublished> validOn(LocalDate day) {
        return versions.stream()
                .filter(version -> !version.validFrom().isAfter(day))
                .max(Comparator.comparing(TariffPublished::validFrom));
    }

    Optional<TariffPublished> startingOn(LocalDate day) {
        return versions.stream().filter(version -> version.validFrom().equals(day)).findFirst();
    }

    Optional<TariffPublished> named(TariffId tariff) {
        return versions.stream().filter(version -> version.tariff().equals(tariff)).findFirst();
    }
}
