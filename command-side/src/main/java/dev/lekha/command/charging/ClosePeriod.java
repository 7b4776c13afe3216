package dev.lekha.command.charging;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.Boundary;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.charging.ChargingEvent.PeriodClosed;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.SubscriptionId;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Ends billing in a period that is over. Usage of it that is found later is billed in the next open
 * one, as an adjustment.
 *
 * @param receivedAt the door's clock, never the sender's word
 */
@Command(namespace = "charging", name = "ClosePeriod")
@AllowedTo({Role.BILLING, Role.OPERATOR})
public record ClosePeriod(
        SubscriptionId subscription,
        Period period,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements Decision<ClosedPeriods> {
    @Override
    public EventCriteria boundary() {
        return Boundary.of(Tags.SUBSCRIPTION, subscription.value(), PeriodClosed.class);
    }

    @Override
    public ClosedPeriods initial() {
        return ClosedPeriods.NONE;
    }

    @Override
    public ClosedPeriods evolve(ClosedPeriods closed, DomainEvent event) {
        return event instanceof PeriodClosed(_, var period) ? closed.with(period) : closed;
    }

    @Override
    public Verdict decide(ClosedPeriods closed) {
        if (closed.contain(period)) {
            return accept();
        }
        return receivedAt.isBefore(period.end())
                ? refuse("period-not-over", period + " ends at " + period.end() + ".")
                : accept(new PeriodClosed(subscription, period));
    }
}
