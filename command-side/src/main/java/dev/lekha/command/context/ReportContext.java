package dev.lekha.command.context;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.context.ContextEvent.ContextReported;
import dev.lekha.kernel.context.ContextSource;
import dev.lekha.kernel.predicate.Qualities;
import dev.lekha.kernel.predicate.Quality;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says how a node fares: where it is, in which state, how full its battery is (5.2.3). Who asks is
 * the source: a node speaks as the device, an operator as the network.
 *
 * @param values by name: {@code location}, {@code battery}, {@code availability} or others
 * @param observedAt when it was so, ISO 8601; left out for now, and not later than that
 * @param freshFor how long it is believed before what others say, {@code PT10M}; left out for as
 *     long as the source says nothing else
 */
@Command(namespace = "context", name = "ReportContext")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE})
public record ReportContext(
        NodeId node,
        SortedMap<String, Quality> values,
        @Omittable String observedAt,
        @Omittable String freshFor,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<Known> {
    private static final Duration MOST = Duration.ofDays(3_653);

    public ReportContext {
        values = Qualities.checked(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a report of context has a value");
        }
        time(observedAt, receivedAt);
        freshUntil(freshFor, receivedAt);
    }

    @Override
    public boolean permits(Caller asking) {
        return !asking.is(Role.NODE) || asking.actor().equals(node.value());
    }

    @Override
    public EventCriteria boundary() {
        return Known.boundary(node);
    }

    @Override
    public Known initial() {
        return Known.NOTHING;
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return known.evolve(event);
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.expected()) {
            return refuse("node-unknown", node + " is neither provisioned nor registered.");
        }
        var at = time(observedAt, receivedAt);
        return accept(new ContextReported(node, source(), values, at, freshUntil(freshFor, at)));
    }

    private ContextSource source() {
        if (caller.is(Role.NODE)) {
            return ContextSource.DEVICE;
        }
        return caller.is(Role.APPLICATION) ? ContextSource.APPLICATION : ContextSource.NETWORK;
    }

    /** What is said of the future is not known yet. */
    private static Instant time(String text, Instant now) {
        try {
            var time = text.isEmpty() ? now : Instant.parse(text);
            return (time.isAfter(now) ? now : time).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("a time reads 2030-12-31T00:00:00Z", unreadable);
        }
    }

    private static String freshUntil(String text, Instant from) {
        if (text.isEmpty()) {
            return "";
        }
        try {
            var length = Duration.parse(text);
            if (length.isPositive() && length.compareTo(MOST) <= 0) {
                return from.plus(length).toString();
            }
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("freshFor is a duration: PT10M", unreadable);
        }
        throw new IllegalArgumentException("freshFor is more than nothing and at most ten years");
    }
}
