package dev.lekha.store.embedded;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;

/**
 * The log as the first engine kept it (data format 1): one row for each event in {@code log.db}.
 * Each row is verified as it is read.
 */
final class SqliteHistory implements AutoCloseable {
    private static final String LAST = "SELECT max(position) FROM events";
    private static final String RANGE =
            "SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?";
    private static final ObjectReader TEXTS =
            Json.MAPPER.readerFor(new TypeReference<Map<String, String>>() {});
    private static final ObjectReader TAGS =
            Json.MAPPER.readerFor(new TypeReference<Set<String>>() {});

    private final Session session;

    SqliteHistory(Path file) throws SQLException {
        session = Session.reading(file);
    }

    /** Position of the last event, 0 where there is none. */
    long last() throws SQLException {
        return session.number(LAST);
    }

    /** The events that follow the position, at most so many. */
    List<Log.Stored> after(long position, int limit) throws SQLException {
        var page = new ArrayList<Log.Stored>();
        try (ResultSet rows = session.bind(RANGE, position, limit).executeQuery()) {
            while (rows.next()) {
                page.add(read(rows, position + page.size() + 1));
            }
        }
        return page;
    }

    /**
     * @throws IllegalStateException where the row is not what was written at the position
     */
    private static Log.Stored read(ResultSet row, long position) throws SQLException {
        var id = row.getString(2);
        var type = row.getString(3);
        var version = row.getString(4);
        long recordedAt = row.getLong(5);
        var metadata = row.getString(6);
        var tags = row.getString(7);
        byte[] body = row.getBytes(8);
        var checksum = RowChecksum.begin(id, type, version, recordedAt, metadata, tags, body);
        if (row.getLong(1) != position || row.getLong(9) != RowChecksum.end(checksum, position)) {
            throw new IllegalStateException(
                    "The event at position %d is damaged; nothing was converted."
                            .formatted(position));
        }
        return new Log.Stored(
                position,
                id,
                Instant.EPOCH.plus(recordedAt, ChronoUnit.MICROS),
                type,
                version,
                TAGS.readValue(tags),
                TEXTS.readValue(metadata),
                body);
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
