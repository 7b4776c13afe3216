package dev.lekha.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Folded states by what they were folded from, with the position that they reflect. Never needed
 * for a right answer: the append condition is the guard. Bounded; what is asked for once makes no
 * room for itself.
 */
final class StateCache {
    /** A state and the position up to which its boundary is folded in. */
    record Folded<S>(S state, long position) {}

    private record Key(Class<?> decision, EventCriteria boundary) {}

    private final Cache<Key, Folded<?>> states;

    StateCache(long most) {
        states = Caffeine.newBuilder().maximumSize(most).build();
    }

    /**
     * What is kept for the same class and boundary was put there by it, so it is of the same type.
     */
    @SuppressWarnings("unchecked")
    <S> @Nullable Folded<S> get(Decision<S> decision, EventCriteria boundary) {
        return (Folded<S>) states.getIfPresent(new Key(decision.getClass(), boundary));
    }

    <S> void put(Decision<S> decision, EventCriteria boundary, Folded<S> folded) {
        states.put(new Key(decision.getClass(), boundary), folded);
    }

    long size() {
        return states.estimatedSize();
    }
}
