package dev.lekha.store.embedded;

import dev.lekha.kernel.Log;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the log page by page, so that a reader holds one page whatever the size of the log. */
final class EventPages {
    private static final int MOST_EVENTS = 512;
    private static final int MOST_BYTES = 1 << 20;

    private final Readers readers;
    private final Newest newest;

    /**
     * @param events in order
     * @param reached all that is wanted up to here is in this page or an earlier one
     */
    record Page(List<Log.Stored> events, long reached) {}

    /** Pages of a log that another process may write. */
    EventPages(Readers readers) {
        this(readers, Newest.ofNothing());
    }

    EventPages(Readers readers, Newest newest) {
        this.readers = readers;
        this.newest = newest;
    }

    long head() {
        return readers.read(session -> session.number(EventRows.LAST));
    }

    /** The first wanted events in (after, upTo]. */
    Page read(Wanted wanted, long after, long upTo) {
        if (newest.noneBehind(wanted, after)) {
            return new Page(List.of(), upTo);
        }
        return readers.read(session ->
                wanted.all() ? range(session, after, upTo) : found(session, wanted, after, upTo));
    }

    private static Page range(Session session, long after, long upTo) throws SQLException {
        var page = new ArrayList<Log.Stored>();
        long position = after;
        long bytes = 0;
        try (ResultSet rows =
                session.bind(EventRows.RANGE, after, upTo, MOST_EVENTS).executeQuery()) {
            while (bytes < MOST_BYTES && rows.next()) {
                position++;
                // A row that is missing shows as the next one in its place.
                var event = EventRows.read(rows, position);
                page.add(event);
                bytes += event.body().length;
            }
        }
        boolean full = page.size() == MOST_EVENTS || bytes >= MOST_BYTES;
        if (!full && position < upTo) {
            throw new CorruptEvent(position + 1, "it is missing.");
        }
        return new Page(page, position);
    }

    private static Page found(Session session, Wanted wanted, long after, long upTo)
            throws SQLException {
        var positions = new TagIndex(session).positions(wanted, after, upTo, MOST_EVENTS);
        var page = new ArrayList<Log.Stored>();
        long bytes = 0;
        for (long position : positions) {
            var event = one(session, position);
            if (!wanted.fits(event)) {
                throw new CorruptEvent(position, "the index names it for what it is not.");
            }
            page.add(event);
            bytes += event.body().length;
            if (bytes >= MOST_BYTES) {
                return new Page(page, position);
            }
        }
        return new Page(page, positions.size() == MOST_EVENTS ? positions.getLast() : upTo);
    }

    private static Log.Stored one(Session session, long position) throws SQLException {
        try (ResultSet rows = session.bind(EventRows.ONE, position).executeQuery()) {
            if (!rows.next()) {
                throw new CorruptEvent(position, "it is missing.");
            }
            return EventRows.read(rows, position);
        }
    }
}
