package dev.lekha.store.embedded;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;

/** The rows of the log: how an event is written to the file and read from it, verified. */
final class EventRows {
    static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS events(
                        position INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL,
                        version TEXT NOT NULL, recorded_at INTEGER NOT NULL, metadata TEXT NOT NULL,
                        tags TEXT NOT NULL, body BLOB NOT NULL, crc INTEGER NOT NULL)\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS tags(
                        tag TEXT NOT NULL, type TEXT NOT NULL, position INTEGER NOT NULL,
                        PRIMARY KEY(tag, type, position)) WITHOUT ROWID\
                    """);

    static final String LAST = "SELECT max(position) FROM events";
    static final String RANGE =
            "SELECT * FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?";
    static final String ONE = "SELECT * FROM events WHERE position = ?";

    private static final String INSERT_EVENT =
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final ObjectReader TEXTS =
            Json.MAPPER.readerFor(new TypeReference<Map<String, String>>() {});
    private static final ObjectReader TAGS =
            Json.MAPPER.readerFor(new TypeReference<Set<String>>() {});

    private EventRows() {}

    static void insert(Session session, Draft draft, long position) throws SQLException {
        PreparedStatement row = session.prepare(INSERT_EVENT);
        row.setLong(1, position);
        row.setString(2, draft.id());
        row.setString(3, draft.type());
        row.setString(4, draft.version());
        row.setLong(5, draft.recordedAt());
        row.setString(6, draft.metadata());
        row.setString(7, draft.tagsJson());
        row.setBytes(8, draft.body());
        row.setLong(9, Checksum.end(draft.checksum(), position));
        row.executeUpdate();
        index(session, draft, position);
    }

    private static void index(Session session, Draft draft, long position) throws SQLException {
        var more = ", (?, ?, ?)".repeat(draft.tags().size());
        PreparedStatement entries = session.prepare("INSERT INTO tags VALUES (?, ?, ?)" + more);
        int column = 0;
        for (var tag : draft.indexed()) {
            entries.setString(++column, tag);
            entries.setString(++column, draft.type());
            entries.setLong(++column, position);
        }
        entries.executeUpdate();
    }

    /**
     * @throws CorruptEvent where the row is not what was written at the position
     */
    static Log.Stored read(ResultSet row, long position) throws SQLException {
        var id = row.getString(2);
        var type = row.getString(3);
        var version = row.getString(4);
        long recordedAt = row.getLong(5);
        var metadata = row.getString(6);
        var tags = row.getString(7);
        byte[] body = row.getBytes(8);
        var checksum = Checksum.begin(id, type, version, recordedAt, metadata, tags, body);
        if (row.getLong(1) != position || row.getLong(9) != Checksum.end(checksum, position)) {
            throw new CorruptEvent(position, "its checksum does not fit.");
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
}
