package dev.lekha.command.charging;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.charging.ChargingEvent.PeriodClosed;
import dev.lekha.kernel.charging.ChargingEvent.TariffPublished;
import dev.lekha.kernel.charging.ChargingEvent.UsageRated;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.kernel.charging.UsageId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Prices a usage record, once, and issues its charging data record in the same append. The tariff
 * is that of the day on which the usage ended, in UTC. Where there is none yet, the usage stays
 * unrated until this is asked again.
 *
 * @param subscription as the usage record has it
 * @param ratingGroup as the usage record has it
 */
@Command(namespace = "charging", name = "RateUsage")
@AllowedTo({Role.PLATFORM, Role.OPERATOR, Role.BILLING})
public record RateUsage(UsageId usage, SubscriptionId subscription, RatingGroup ratingGroup)
        implements Decision<RateUsage.History> {
    /** All that a price depends on. */
    record History(Usage usage, Tariffs tariffs, ClosedPeriods closed) {}

    sealed interface Usage {
        record Unknown() implements Usage {}

        record Recorded(UsageRecorded record) implements Usage {}

        record Rated() implements Usage {}
    }

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Boundary.of(Tags.RATING_GROUP, ratingGroup.value(), TariffPublished.class),
                Boundary.of(Tags.SUBSCRIPTION, subscription.value(), PeriodClosed.class));
    }

    @Override
    public Optional<EventCriteria> own() {
        return Optional.of(
                Boundary.of(
                        Tags.CHARGING_REFERENCE,
                        usage.value(),
                        UsageRecorded.class,
                        UsageRated.class));
    }

    @Override
    public History initial() {
        return new History(new Usage.Unknown(), Tariffs.NONE, ClosedPeriods.NONE);
    }

    @Override
    public History evolve(History history, DomainEvent event) {
        var tariffs = history.tariffs;
        var closed = history.closed;
        return switch (event) {
            case UsageRecorded record -> new History(new Usage.Recorded(record), tariffs, closed);
            case UsageRated _ -> new History(new Usage.Rated(), tariffs, closed);
            case TariffPublished version ->
                    new History(history.usage, tariffs.with(version), closed);
            case PeriodClosed(_, var period) ->
                    new History(history.usage, tariffs, closed.with(period));
            default -> history;
        };
    }

    /** What is rated is not rated again. */
    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Verdict decide(History history) {
        return switch (history.usage) {
            case Usage.Unknown() -> refuse("usage-unknown", usage + " was never recorded.");
            case Usage.Rated() -> accept();
            case Usage.Recorded(var record) ->
                    isMine(record)
                            ? rate(record, history)
                            : refuse("usage-mismatch", usage + " is another subscription's.");
        };
    }

    private boolean isMine(UsageRecorded record) {
        return record.subscription().equals(subscription)
                && record.ratingGroup().equals(ratingGroup);
    }

    private Verdict rate(UsageRecorded record, History history) {
        var day = LocalDate.ofInstant(record.to().time(), ZoneOffset.UTC);
        var tariff = history.tariffs.validOn(day);
        if (tariff.isEmpty()) {
            return refuse("no-tariff", ratingGroup + " has no tariff on " + day + ".");
        }
        return SenmlUnits.factor(record.unit(), tariff.get().unit())
                .map(factor -> new Rating(record, tariff.get(), record.quantity().times(factor)))
                .map(rating -> accept(rating.events(history.closed)))
                .orElseGet(() -> mismatch(record, tariff.get()));
    }

    private static Verdict mismatch(UsageRecorded record, TariffPublished tariff) {
        return refuse(
                "unit-mismatch",
                "%s prices %s, the meter counts %s."
                        .formatted(tariff.tariff(), tariff.unit(), record.unit()));
    }
}
