package dev.lekha.command;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * A command that is its own decision: it names the history that it depends on, folds it, and says
 * yes or no.
 *
 * <p>Folded states are cached by class and boundary, so {@code initial} and {@code evolve} may use
 * of the command only what its boundary names, whatever the order in which it names it; {@code
 * decide} may use all of it. None of them does I/O or reads a clock.
 *
 * @param <S> all that the rule remembers, immutable
 */
public interface Decision<S> {
    /**
     * The events that can change the answer; an append is refused if one more of them has come
     * meanwhile.
     */
    EventCriteria boundary();

    /**
     * History that no other command asks for, such as that of its own request id; it belongs to the
     * boundary as well. It is folded after the rest and not cached, since nobody would ask for it
     * again.
     */
    default Optional<EventCriteria> own() {
        return Optional.empty();
    }

    S initial();

    S evolve(S state, DomainEvent event);

    /**
     * Folds the command's {@linkplain #own own} history, for which it may use all of the command.
     */
    default S evolveOwn(S state, DomainEvent event) {
        return evolve(state, event);
    }

    Verdict decide(S state);

    /**
     * Whether the history itself tells that this was done before, so that asking twice changes
     * nothing and no note of the request is needed to know it again. Refusals are noted all the
     * same.
     */
    default boolean knowsRepeats() {
        return false;
    }

    /** Whether this caller may ask this, beyond what roles say. */
    default boolean permits(Caller caller) {
        return true;
    }
}
