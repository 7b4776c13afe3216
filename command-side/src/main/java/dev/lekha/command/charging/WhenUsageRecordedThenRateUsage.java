package dev.lekha.command.charging;

import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import java.util.List;

/** Prices usage as soon as it is known. */
public final class WhenUsageRecordedThenRateUsage implements Policy {
    @Override
    public List<Decision<?>> react(Fact fact) {
        return fact.event() instanceof UsageRecorded record
                ? List.of(
                        new RateUsage(record.usage(), record.subscription(), record.ratingGroup()))
                : List.of();
    }

    /** No usage record waits for another. */
    @Override
    public String sequence(Fact fact) {
        return fact.event() instanceof UsageRecorded record ? record.usage().value() : fact.id();
    }
}
