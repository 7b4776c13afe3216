package dev.lekha.command;

import static dev.lekha.kernel.Refused.Kind.CONFLICT;
import static dev.lekha.kernel.Refused.Kind.FORBIDDEN;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.PersonalComponents;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Sealing;
import dev.lekha.kernel.evidence.EvidenceEvent.CommandRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/**
 * Takes one decision inside one unit of work; whether it stands is known when that has committed.
 */
final class Attempting {
    /** What was decided, to be settled once the unit of work has committed. */
    @FunctionalInterface
    interface Attempt {
        Outcome settled();
    }

    private final EventStore store;
    private final Folding folding;
    private final FirstAnswers first;
    private final Access access;
    private final Sealing sealing;

    Attempting(
            EventStore store, Folding folding, FirstAnswers first, Access access, Sealing sealing) {
        this.access = access;
        this.store = store;
        this.folding = folding;
        this.first = first;
        this.sealing = sealing;
    }

    <S> CompletableFuture<Attempt> decide(Question<S> question, ProcessingContext context) {
        var turn = Turn.of(store, context);
        return folding.fold(question, turn)
                .thenCompose(known ->
                        access.denied(question, turn)
                                .thenCompose(denied ->
                                        denied.isPresent()
                                                ? once(
                                                        question,
                                                        turn,
                                                        () ->
                                                                refuse(
                                                                        question,
                                                                        FORBIDDEN,
                                                                        denied.get(),
                                                                        turn))
                                                : decide(question, known, turn)));
    }

    private <S> CompletableFuture<Attempt> decide(
            Question<S> question, Folding.Known<S> known, Turn turn) {
        return switch (question.decision().decide(known.whole())) {
            case Verdict.Denied denied ->
                    once(question, turn, () -> refuse(question, CONFLICT, denied, turn));
            case Verdict.Accepted(var events) when question.decision().knowsRepeats() ->
                    CompletableFuture.completedFuture(
                            accept(question.withoutKey(), known, events, turn));
            case Verdict.Accepted(var events) ->
                    once(question, turn, () -> accept(question, known, events, turn));
        };
    }

    /** Refuses without asking the rule, and keeps the refusal. */
    CompletableFuture<Attempt> record(
            Question<?> question,
            Refused.Kind kind,
            Verdict.Denied denied,
            ProcessingContext context) {
        var turn = Turn.of(store, context);
        return once(question, turn, () -> refuse(question, kind, denied, turn));
    }

    /** The first answer, where the request had one; else this. */
    private CompletableFuture<Attempt> once(
            Question<?> question, Turn turn, Supplier<Attempt> attempt) {
        return first.find(question, turn)
                .thenApply(
                        before -> before.<Attempt>map(outcome -> () -> outcome).orElseGet(attempt));
    }

    private <S> Attempt accept(
            Question<S> question, Folding.Known<S> known, List<DomainEvent> decided, Turn turn) {
        if (decided.isEmpty()) {
            var answer = new Answer(known.folded().position(), List.of(), false);
            return () -> new Outcome.Yes(answer);
        }
        // Before anything is made of them: no state holds more than the log.
        var events = sealed(question, decided);
        append(question, events, turn);
        return () -> {
            var position = turn.position();
            folding.advance(question, known, events, position);
            var names =
                    events.stream()
                            .map(event -> EventName.of(event.getClass()).toString())
                            .toList();
            return new Outcome.Yes(new Answer(position, names, false));
        };
    }

    private List<DomainEvent> sealed(Question<?> question, List<DomainEvent> events) {
        var tenant = question.caller().tenant();
        var sealed = new ArrayList<DomainEvent>(events.size());
        for (var event : events) {
            sealed.add(
                    PersonalComponents.seal(
                            event,
                            question.id() + "-" + sealed.size(),
                            sealing.sealingFor(tenant)));
        }
        return sealed;
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
        return () -> Outcome.No.of(refusal);
    }

    /**
     * Through the store rather than its transaction, which is the same append, but one that Axon's
     * fixture sees.
     */
    private void append(Question<?> question, List<? extends DomainEvent> events, Turn turn) {
        var metadata = Metadata.from(question.metadata());
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
        store.publish(turn.context(), messages);
    }
}
