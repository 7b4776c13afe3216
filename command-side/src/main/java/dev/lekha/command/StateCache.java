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

    /**
     * Where the newest state of one boundary is kept. It changes with every command, and the cache
     * need not be told each time.
     */
    static final class Place<S> {
        private volatile @Nullable Folded<S> newest;

        @Nullable Folded<S> newest() {
            return newest;
        }

        void keep(Folded<S> folded) {
            var known = newest;
            if (known == null || known.position < folded.position) {
                newest = folded;
            }
        }
    }

    private record Key(Class<?> decision, EventCriteria boundary, String tenant) {}

    private final Cache<Key, Place<?>> states;

    StateCache(long most) {
        states = Caffeine.newBuilder().maximumSize(most).build();
    }

    /**
     * What is kept for the same class, boundary and tenant was made for it, so it is of the same
     * type.
     */
    @SuppressWarnings("unchecked")
    <S> Place<S> place(Decision<S> decision, EventCriteria boundary, String tenant) {
        return (Place<S>)
                states.get(
                        new Key(decision.getClass(), boundary, tenant), _ -> new Place<Object>());
    }

    long size() {
        return states.estimatedSize();
    }
}
