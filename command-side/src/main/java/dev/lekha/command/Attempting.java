package dev.lekha.command;

import static dev.lekha.kernel.Refused.Kind.CONFLICT;
import static dev.lekha.kernel.Refused.Kind.MISUSED;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.evidence.EvidenceEvent.CommandRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * Takes one decision inside one unit of work; whether it stands is known when that has committed.
 */
final class Attempting {
    /** What was decided, to be settled once the unit of work has committed. */
    @FunctionalInterface
    interface Attempt {
        Outcome settled();
    }

    /** One unit of work and the log as it sees it. */
    private record Turn(ProcessingContext context, EventStoreTransaction log) {}

    /**
     * @param folded what the boundary amounts to, as it is cached
     * @param whole the same with what is the command's own
     */
    private record Known<S>(StateCache.Folded<S> folded, S whole) {}

    private final EventStore store;
    private final StateCache states;
    private final EventCatalogue catalogue;

    Attempting(EventStore store, StateCache states, EventCatalogue catalogue) {
        this.store = store;
        this.states = states;
        this.catalogue = catalogue;
    }

    <S> CompletableFuture<Attempt> decide(Question<S> question, ProcessingContext context) {
        var log = store.transaction(context);
        var turn = new Turn(context, log);
        // The boundary first: the transaction's marker is then the position that the folded state
        // reflects.
        return fold(question, log)
                .thenCompose(folded -> foldOwn(question, folded, log))
                .thenCompose(known ->
                        earlier(question, log)
                                .thenApply(before ->
                                        before.<Attempt>map(outcome -> () -> outcome)
                                                .orElseGet(() -> attempt(question, known, turn))));
    }

    /** Refuses without asking the rule, and keeps the refusal. */
    CompletableFuture<Attempt> record(
            Question<?> question,
            Refused.Kind kind,
            Verdict.Denied denied,
            ProcessingContext context) {
        var log = store.transaction(context);
        return earlier(question, log)
                .thenApply(before ->
                        before.<Attempt>map(outcome -> () -> outcome)
                                .orElseGet(() ->
                                        refuse(question, kind, denied, new Turn(context, log))));
    }

    private <S> CompletableFuture<StateCache.Folded<S>> fold(
            Question<S> question, EventStoreTransaction log) {
        var decision = question.decision();
        var cached = states.get(decision, question.boundary());
        var condition =
                cached == null
                        ? SourcingCondition.conditionFor(question.boundary())
                        : SourcingCondition.conditionFor(
                                new GlobalIndexConsistencyMarker(cached.position()).position(),
                                question.boundary());
        var start = cached == null ? decision.initial() : cached.state();
        return log.source(condition)
                .reduce(start, (state, entry) -> decision.evolve(state, event(entry.message())))
                .thenApply(state -> {
                    var folded = new StateCache.Folded<>(state, position(log));
                    states.put(decision, question.boundary(), folded);
                    return folded;
                });
    }

    private <S> CompletableFuture<Known<S>> foldOwn(
            Question<S> question, StateCache.Folded<S> folded, EventStoreTransaction log) {
        var decision = question.decision();
        return decision.own()
                .map(own ->
                        log.source(SourcingCondition.conditionFor(own))
                                .reduce(
                                        folded.state(),
                                        (state, entry) ->
                                                decision.evolve(state, event(entry.message())))
                                .thenApply(whole -> new Known<>(folded, whole)))
                .orElseGet(() ->
                        CompletableFuture.completedFuture(new Known<>(folded, folded.state())));
    }

    private <S> Attempt attempt(Question<S> question, Known<S> known, Turn turn) {
        return switch (question.decision().decide(known.whole())) {
            case Verdict.Denied denied -> refuse(question, CONFLICT, denied, turn);
            case Verdict.Accepted(var events) when events.isEmpty() -> {
                var answer = new Answer(known.folded().position(), List.of(), false);
                yield () -> new Outcome.Yes(answer);
            }
            case Verdict.Accepted(var events) ->
                    accept(question, known.folded().state(), events, turn);
        };
    }

    private <S> Attempt accept(Question<S> question, S state, List<DomainEvent> events, Turn turn) {
        append(question, events, turn);
        return () -> {
            var position = position(turn.log);
            states.put(
                    question.decision(),
                    question.boundary(),
                    advance(question, state, events, position));
            return new Outcome.Yes(
                    new Answer(
                            position,
                            events.stream()
                                    .map(event -> EventName.of(event.getClass()).toString())
                                    .toList(),
                            false));
        };
    }

    /**
     * Nothing that matters came between, or the append would have been refused: the own events are
     * the next.
     */
    private <S> StateCache.Folded<S> advance(
            Question<S> question, S state, List<DomainEvent> events, long position) {
        var next = state;
        for (var event : events) {
            if (question.boundary()
                    .matches(EventName.of(event.getClass()).name(), catalogue.tags(event))) {
                next = question.decision().evolve(next, event);
            }
        }
        return new StateCache.Folded<>(next, position);
    }

    private Attempt refuse(
            Question<?> question, Refused.Kind kind, Verdict.Denied denied, Turn turn) {
        var entry = question.entry();
        var refusal =
                new CommandRefused(
                        entry.capability(),
                        entry.name(),
                        kind.name(),
                        denied.code(),
                        denied.sentence());
        append(question, List.of(refusal), turn);
        return () -> new Outcome.No(refused(refusal));
    }

    private static Refused refused(CommandRefused refusal) {
        return new Refused(
                Refused.Kind.valueOf(refusal.kind()), refusal.code(), refusal.sentence());
    }

    /**
     * Through the store rather than its transaction, which is the same append, but one that Axon's
     * fixture sees.
     */
    private void append(Question<?> question, List<? extends DomainEvent> events, Turn turn) {
        var metadata = question.metadata();
        var messages = new ArrayList<EventMessage>(events.size());
        for (var event : events) {
            var name = EventName.of(event.getClass());
            messages.add(
                    new GenericEventMessage(
                            question.id() + "-" + messages.size(),
                            new MessageType(name.name(), name.version()),
                            event,
                            metadata,
                            question.receivedAt()));
        }
        store.publish(turn.context, messages);
    }

    /** How the same request was answered before, where it was. */
    private CompletableFuture<Optional<Outcome>> earlier(
            Question<?> question, EventStoreTransaction log) {
        if (question.key().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var sameKey = EventCriteria.havingTags(Tag.of(Tags.IDEMPOTENCY_KEY, question.key()));
        return log.source(SourcingCondition.conditionFor(sameKey))
                .reduce(
                        new ArrayList<Entry<? extends EventMessage>>(),
                        (found, entry) -> {
                            found.add(entry);
                            return found;
                        })
                .thenApply(found ->
                        found.isEmpty() ? Optional.empty() : Optional.of(again(question, found)));
    }

    private Outcome again(Question<?> question, List<Entry<? extends EventMessage>> found) {
        var last = found.getLast();
        if (!question.digest()
                .equals(last.message().metadata().getOrDefault(Metadata.REQUEST_DIGEST, ""))) {
            return new Outcome.No(
                    new Refused(
                            MISUSED,
                            "idempotency-key-reused",
                            "This idempotency key was used for another command."));
        }
        if (event(last.message()) instanceof CommandRefused refusal) {
            return new Outcome.No(refused(refusal));
        }
        var position = TrackingToken.fromContext(last).orElseThrow().position().orElseThrow();
        return new Outcome.Yes(
                new Answer(
                        position,
                        found.stream().map(entry -> entry.message().type().name()).toList(),
                        true));
    }

    private DomainEvent event(EventMessage message) {
        return switch (message.payload()) {
            case DomainEvent event -> event;
            case byte[] body ->
                    catalogue.decode(message.type().name(), message.type().version(), body);
            case null, default ->
                    throw new IllegalStateException("an event has a body: " + message.identifier());
        };
    }

    private static long position(EventStoreTransaction log) {
        return Math.max(0, GlobalIndexConsistencyMarker.position(log.appendPosition()));
    }
}
