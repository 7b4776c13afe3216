package dev.lekha.kernel;

import java.util.List;
import java.util.OptionalLong;

/**
 * Something that follows the log from its beginning: a view, a policy, a feed. A batch that fails
 * is offered again, so a follower skips what it has already taken.
 */
public interface Follower {
    /** Stable and unique: the follower's progress is kept under it. */
    String name();

    /**
     * Where it takes the log up, for one that keeps its own position together with what it makes of
     * the log; others go on where they were last known to be.
     */
    default OptionalLong position() {
        return OptionalLong.empty();
    }

    /** Forgets all that it has taken, so that it can take the log from the beginning. */
    default void reset() {}

    /** Takes the next facts, in order; on return they are kept for good. */
    void follow(List<Fact> batch);
}
