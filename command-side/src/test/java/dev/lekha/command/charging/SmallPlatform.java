package dev.lekha.command.charging;

import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.command.Verdict;
import dev.lekha.command.charging.Town.Bill;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** A log in a list, with metering and rating following it: all of charging, nothing of the rest. */
final class SmallPlatform {
    private record Entry(Fact fact, QualifiedName name, Set<Tag> tags) {}

    private static final EventCatalogue TAGS = new EventCatalogue(List.of(), List.of());

    private final List<Entry> log = new ArrayList<>();
    private final Map<Tag, List<Entry>> byTag = new HashMap<>();
    private final List<Policy> policies =
            List.of(new WhenReportAcceptedThenRecordUsage(), new WhenUsageRecordedThenRateUsage());
    private int heard;

    /** Appends what no decision of charging is needed for. */
    Fact append(DomainEvent event) {
        var position = log.size() + 1;
        var fact = new Fact(position, "e" + position, Instant.EPOCH, "test", "default", event);
        var name = EventName.of(event.getClass()).name();
        var entry = new Entry(fact, name, TAGS.tags(event));
        log.add(entry);
        entry.tags.forEach(tag -> byTag.computeIfAbsent(tag, _ -> new ArrayList<>()).add(entry));
        return fact;
    }

    <S> Verdict send(Decision<S> asked) {
        var state = asked.initial();
        for (var event : within(asked.boundary()).values()) {
            state = asked.evolve(state, event);
        }
        for (var event : asked.own().map(this::within).orElse(new TreeMap<>()).values()) {
            state = asked.evolve(state, event);
        }
        var verdict = asked.decide(state);
        if (verdict instanceof Verdict.Accepted(var events)) {
            events.forEach(this::append);
        }
        return verdict;
    }

    private SortedMap<Long, DomainEvent> within(EventCriteria boundary) {
        var events = new TreeMap<Long, DomainEvent>();
        for (var criterion : boundary.flatten()) {
            var tag = criterion.tags().iterator().next();
            for (var entry : byTag.getOrDefault(tag, List.of())) {
                if (boundary.matches(entry.name, entry.tags)) {
                    events.put(entry.fact.position(), entry.fact.event());
                }
            }
        }
        return events;
    }

    /** Lets the policies hear a fact, as they may do more than once. */
    void hear(Fact fact) {
        for (var policy : policies) {
            policy.react(fact).forEach(this::send);
        }
    }

    /** Lets the policies hear what they have not heard yet, and what follows from that. */
    void settle() {
        while (heard < log.size()) {
            hear(log.get(heard++).fact);
        }
    }

    int size() {
        return log.size();
    }

    <E extends DomainEvent> Stream<E> events(Class<E> type) {
        return log.stream()
                .map(entry -> entry.fact.event())
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** What all charging data records come to. */
    Map<Bill, Rational> billed() {
        var sums = new HashMap<Bill, Rational>();
        events(CdrIssued.class)
                .forEach(cdr ->
                        sums.merge(
                                new Bill(cdr.subscription(), cdr.period()),
                                cdr.amount().amount(),
                                Rational::plus));
        return sums;
    }
}
