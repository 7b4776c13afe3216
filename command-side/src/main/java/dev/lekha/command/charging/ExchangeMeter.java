package dev.lekha.command.charging;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.MeterEvent;
import dev.lekha.kernel.charging.MeterEvent.MeterExchanged;
import dev.lekha.kernel.charging.MeterEvent.MeterRolledOver;
import dev.lekha.kernel.charging.Origin;
import dev.lekha.kernel.charging.RegisterReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Tells that a meter was replaced: what the old register ended with is charged, the new one counts
 * on from its own first value. Refused where readings from after that time were already taken.
 *
 * @param unit of the new register; that of the old one where left out
 * @param receivedAt the door's clock, never the sender's word
 */
@Command(namespace = "charging", name = "ExchangeMeter")
@AllowedTo(Role.OPERATOR)
public record ExchangeMeter(
        NodeId node,
        String metric,
        Instant at,
        Rational finalValue,
        Rational initialValue,
        @Omittable String unit,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements Decision<Meter> {
    public ExchangeMeter {
        if (finalValue.signum() < 0 || initialValue.signum() < 0) {
            throw new IllegalArgumentException("a register does not count below 0");
        }
    }

    @Override
    public EventCriteria boundary() {
        return Meter.boundary(node, metric);
    }

    @Override
    public Meter initial() {
        return new Meter.Unconfigured();
    }

    @Override
    public Meter evolve(Meter meter, DomainEvent event) {
        return Meter.evolve(meter, event);
    }

    @Override
    public Verdict decide(Meter meter) {
        return switch (meter) {
            case Meter.Unconfigured _ ->
                    refuse("meter-unknown", "Readings of this metric are not charged.");
            case Meter.Waiting _ ->
                    refuse("meter-not-started", "No reading was taken yet: nothing ends here.");
            case Meter.Running running -> exchange(running);
        };
    }

    private Verdict exchange(Meter.Running meter) {
        if (isDone(meter)) {
            return accept();
        }
        if (at.isAfter(receivedAt)) {
            return refuse("time-ahead", "A meter's exchange is told when it has happened.");
        }
        if (!at.isAfter(meter.last().time())) {
            return refuse(
                    "reading-already-taken", "The last reading is of " + meter.last().time() + ".");
        }
        var step = Step.between(meter.terms().register(), meter.last().value(), finalValue);
        return switch (step) {
            case Step.Implausible(var reason, var explanation) -> refuse(reason, explanation);
            case Step.Forward(var quantity) -> exchanged(meter, quantity, List.of());
            case Step.RolledOver(var quantity) ->
                    exchanged(meter, quantity, List.of(rolledOver(meter)));
        };
    }

    /** Whether the last thing known of the meter is this very exchange. */
    private boolean isDone(Meter.Running meter) {
        return meter.exchanges() > 0 && meter.last().equals(new RegisterReading(at, initialValue));
    }

    private Verdict exchanged(Meter.Running meter, Rational quantity, List<MeterEvent> findings) {
        var events = new ArrayList<>(findings);
        if (quantity.signum() > 0) {
            events.addAll(meter.usage(finalReading(), quantity, Origin.EXCHANGE));
        }
        var newUnit = unit.isEmpty() ? meter.unit() : unit;
        events.add(new MeterExchanged(node, metric, at, finalValue, initialValue, newUnit));
        return accept(events);
    }

    private MeterRolledOver rolledOver(Meter.Running meter) {
        var limit = meter.terms().register().limit();
        return new MeterRolledOver(
                node, metric, meter.last(), finalReading(), limit, Origin.EXCHANGE);
    }

    private RegisterReading finalReading() {
        return new RegisterReading(at, finalValue);
    }
}
