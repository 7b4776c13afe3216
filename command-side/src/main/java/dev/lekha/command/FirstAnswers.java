package dev.lekha.command;

import static dev.lekha.kernel.Refused.Kind.MISUSED;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.evidence.EvidenceEvent.CommandRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** How a request was answered when it first came: the log tells it by the idempotency key. */
final class FirstAnswers {
    private static final CompletableFuture<Optional<Outcome>> NONE =
            CompletableFuture.completedFuture(Optional.empty());

    private final EventCatalogue catalogue;

    FirstAnswers(EventCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The first answer where there was one; from here on the turn cannot append if another gives it
     * meanwhile.
     */
    CompletableFuture<Optional<Outcome>> find(Question<?> question, Turn turn) {
        if (question.key().isEmpty()) {
            return NONE;
        }
        var sameKey = EventCriteria.havingTags(Tag.of(Tags.IDEMPOTENCY_KEY, question.key()));
        return turn.read(sameKey)
                .reduce(
                        new ArrayList<Entry<? extends EventMessage>>(0),
                        (found, entry) -> {
                            if (Metadata.tenant(entry.message().metadata())
                                    .equals(question.caller().tenant())) {
                                found.add(entry);
                            }
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
        if (catalogue.event(last.message()) instanceof CommandRefused refusal) {
            return Outcome.No.of(refusal);
        }
        var position = TrackingToken.fromContext(last).orElseThrow().position().orElseThrow();
        return new Outcome.Yes(
                new Answer(
                        position,
                        found.stream().map(entry -> entry.message().type().name()).toList(),
                        true));
    }
}
