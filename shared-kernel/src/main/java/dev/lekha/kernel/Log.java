package dev.lekha.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The log as readers see it: stored events in order, from any position. */
public interface Log {
    /**
     * One stored event, its body as it was written.
     *
     * @param tags as {@code key=value}
     * @param metadata actor, tenant, correlation, causation and what else was known at capture
     */
    record Stored(
            long position,
            String id,
            Instant recordedAt,
            String type,
            String version,
            Set<String> tags,
            Map<String, String> metadata,
            byte[] body) {}

    /**
     * @param types stored names, any of which; empty for all
     * @param tags as {@code key=value}, all of which; empty for all
     */
    record Filter(List<String> types, List<String> tags) {
        public static final Filter ALL = new Filter(List.of(), List.of());

        public Filter {
            types = List.copyOf(types);
            tags = List.copyOf(tags);
        }
    }

    /**
     * A place in the log that moves on. Holds nothing but the next few events, whatever the log's
     * size.
     */
    interface Cursor extends AutoCloseable {
        /** The next event, where it is there; waits at most so long for one to be appended. */
        Optional<Stored> next(Duration wait);

        @Override
        void close();
    }

    /** Position of the last event, 0 for an empty log. */
    long head();

    /** The position before the first event that was recorded at that time or later. */
    long lastBefore(Instant at);

    /** Opens a cursor that starts behind the position. */
    Cursor after(long position, Filter filter);

    /** The event of that position, where it is there now. */
    default Optional<Stored> at(long position) {
        try (var cursor = after(position - 1, Filter.ALL)) {
            return cursor.next(Duration.ZERO).filter(stored -> stored.position() == position);
        }
    }

    /**
     * The event of that id, where it is there now. Takes a way through two minutes of the log, or
     * through all of it where there is none.
     */
    default Optional<Stored> find(String id) {
        return new IdSearch(this, id).find();
    }
}
