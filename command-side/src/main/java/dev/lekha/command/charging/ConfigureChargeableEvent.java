package dev.lekha.command.charging;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.charging.MeterEvent;
import dev.lekha.kernel.charging.MeterEvent.ChargeableEventConfigured;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.Register;
import dev.lekha.kernel.charging.Share;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Has the readings of a node's metric charged, and says who bears which share (oneM2M TS-0001,
 * 12.2.4, chargeable event configuration). Said again with other terms, it holds from the next
 * reading on.
 *
 * @param shares 1 to 100, which add up to exactly 1
 * @param register of what kind it is; unbounded where left out
 * @param maxGapSeconds silence that is still in order; 0 or left out where it is not watched
 */
@Command(namespace = "charging", name = "ConfigureChargeableEvent")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record ConfigureChargeableEvent(
        NodeId node,
        String metric,
        RatingGroup ratingGroup,
        List<Share> shares,
        @Omittable Register register,
        @Omittable long maxGapSeconds)
        implements Decision<Optional<ChargeableEventConfigured>> {
    private static final Pattern METRIC = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:./_-]{0,99}");
    private static final int MOST_SHARES = 100;

    public ConfigureChargeableEvent {
        shares = List.copyOf(shares);
        if (!METRIC.matcher(metric).matches()) {
            throw new IllegalArgumentException("a metric is a SenML name of 1 to 100 characters");
        }
        if (shares.size() > MOST_SHARES || !sum(shares).equals(Rational.ONE)) {
            throw new IllegalArgumentException("1 to 100 shares add up to exactly 1");
        }
        if (shares.stream().map(Share::subscription).distinct().count() < shares.size()) {
            throw new IllegalArgumentException("a subscription bears one share");
        }
        if (maxGapSeconds < 0) {
            throw new IllegalArgumentException("a gap is not negative");
        }
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(
                Tags.METER, MeterEvent.key(node, metric), ChargeableEventConfigured.class);
    }

    @Override
    public Optional<ChargeableEventConfigured> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<ChargeableEventConfigured> evolve(
            Optional<ChargeableEventConfigured> terms, DomainEvent event) {
        return event instanceof ChargeableEventConfigured anew ? Optional.of(anew) : terms;
    }

    @Override
    public Verdict decide(Optional<ChargeableEventConfigured> terms) {
        var anew =
                new ChargeableEventConfigured(
                        node, metric, ratingGroup, shares, register, maxGapSeconds);
        return terms.filter(anew::equals).isPresent() ? accept() : accept(anew);
    }

    private static Rational sum(List<Share> shares) {
        return shares.stream().map(Share::share).reduce(Rational.ZERO, Rational::plus);
    }
}
