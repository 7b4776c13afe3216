package dev.lekha.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.EventName;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * A history and what a decision makes of it: given events, when asked, then events or a refusal.
 * The decision sees of the history only what lies in its boundary, as it would in the platform, so
 * a boundary that is too narrow shows.
 */
public final class Scenario {
    private final List<DomainEvent> history;

    private Scenario(List<? extends DomainEvent> history) {
        this.history = List.copyOf(history);
    }

    public static Scenario given(DomainEvent... history) {
        return new Scenario(List.of(history));
    }

    public static Scenario given(List<? extends DomainEvent> history) {
        return new Scenario(history);
    }

    public <S> Answer when(Decision<S> asked) {
        return new Answer(asked.decide(state(asked)));
    }

    private <S> S state(Decision<S> asked) {
        var known = fold(asked::evolve, asked.boundary(), asked.initial());
        return asked.own().map(own -> fold(asked::evolveOwn, own, known)).orElse(known);
    }

    private <S> S fold(BiFunction<S, DomainEvent, S> evolve, EventCriteria boundary, S start) {
        var state = start;
        for (var event : history) {
            var name = EventName.of(event.getClass()).name();
            if (boundary.matches(name, catalogue(event).tags(event))) {
                state = evolve.apply(state, event);
            }
        }
        return state;
    }

    private static EventCatalogue catalogue(DomainEvent event) {
        return new EventCatalogue(List.of(event.getClass()), List.of());
    }

    /** What the decision said. */
    public record Answer(Verdict verdict) {
        /** The events, each of which comes back from the log's bytes as it was. */
        public List<DomainEvent> events() {
            assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
            var events = ((Verdict.Accepted) verdict).events();
            for (var event : events) {
                var catalogue = catalogue(event);
                var name = EventName.of(event.getClass());
                var body = catalogue.encode(event);
                assertThat(catalogue.decode(name.toString(), name.version(), body))
                        .isEqualTo(event);
            }
            return events;
        }

        public void thenEvents(DomainEvent... expected) {
            assertThat(events()).containsExactly(expected);
        }

        public void thenNothing() {
            assertThat(events()).isEmpty();
        }

        public void thenRefused(String code) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Denied.class,
                            denied -> assertThat(denied.code()).isEqualTo(code));
        }
    }
}
