package dev.lekha.command;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.Metadata;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;

/** Turns what a boundary holds into state, from where it left off the last time. */
final class Folding {
    /**
     * What a decision goes by.
     *
     * @param place where the state of the boundary is kept
     * @param folded what the boundary amounts to, without the command's own history
     * @param whole the same with the command's own
     */
    record Known<S>(StateCache.Place<S> place, StateCache.Folded<S> folded, S whole) {}

    private final StateCache states;
    private final EventCatalogue catalogue;

    Folding(StateCache states, EventCatalogue catalogue) {
        this.states = states;
        this.catalogue = catalogue;
    }

    /** Reads the boundary first: the turn's position is then what the folded state reflects. */
    <S> CompletableFuture<Known<S>> fold(Question<S> question, Turn turn) {
        var decision = question.decision();
        var tenant = question.caller().tenant();
        var place = states.place(decision, question.boundary(), tenant);
        var cached = place.newest();
        var folded =
                cached == null
                        ? fold(
                                decision::evolve,
                                decision.initial(),
                                tenant,
                                turn.read(question.boundary()))
                        : fold(
                                decision::evolve,
                                cached.state(),
                                tenant,
                                turn.readBehind(cached.position(), question.boundary()));
        return folded.thenCompose(state -> {
            var newest = new StateCache.Folded<>(state, turn.position());
            place.keep(newest);
            return foldOwn(decision, new Known<>(place, newest, state), tenant, turn);
        });
    }

    private <S> CompletableFuture<Known<S>> foldOwn(
            Decision<S> decision, Known<S> known, String tenant, Turn turn) {
        return decision.own()
                .map(own ->
                        fold(decision::evolveOwn, known.whole, tenant, turn.read(own))
                                .thenApply(whole -> new Known<>(known.place, known.folded, whole)))
                .orElseGet(() -> CompletableFuture.completedFuture(known));
    }

    /**
     * Of one tenant's history alone: to a command, what others have does not exist, so nothing that
     * it is told can give it away.
     */
    private <S> CompletableFuture<S> fold(
            BiFunction<S, DomainEvent, S> evolve,
            S start,
            String tenant,
            MessageStream<? extends EventMessage> source) {
        return source.reduce(
                start,
                (state, entry) ->
                        Metadata.tenant(entry.message().metadata()).equals(tenant)
                                ? evolve.apply(state, catalogue.event(entry.message()))
                                : state);
    }

    /**
     * Keeps what a decision's own events make of its state. Nothing that matters came between, or
     * the append would have been refused.
     */
    <S> void advance(Question<S> question, Known<S> known, List<DomainEvent> events, long at) {
        var next = known.folded.state();
        for (var event : events) {
            var name = EventName.of(event.getClass()).name();
            if (question.boundary().matches(name, catalogue.tags(event))) {
                next = question.decision().evolve(next, event);
            }
        }
        known.place.keep(new StateCache.Folded<>(next, at));
    }
}
