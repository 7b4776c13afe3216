package dev.lekha.store.embedded;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;

/** The rows of the tokens: one for each segment of a processor. */
final class TokenRows {
    static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS tokens(
                        processor TEXT NOT NULL, segment INTEGER NOT NULL, mask INTEGER NOT NULL,
                        position INTEGER, owner TEXT, claimed_at INTEGER NOT NULL,
                        PRIMARY KEY(processor, segment)) WITHOUT ROWID\
                    """,
                    "CREATE TABLE IF NOT EXISTS token_store(id TEXT PRIMARY KEY) WITHOUT ROWID");

    static final String RELEASE_ALL = "UPDATE tokens SET owner = NULL WHERE owner IS NOT NULL";

    private static final String ROW = " WHERE processor = ? AND segment = ?";
    private static final String FREE = " AND (owner IS NULL OR owner = ? OR claimed_at < ?)";
    private static final String SEGMENTS = "SELECT segment, mask FROM tokens WHERE processor = ?";

    private final Session session;
    private final String processor;

    TokenRows(Session session, String processor) {
        this.session = session;
        this.processor = processor;
    }

    /**
     * Who asks, and when.
     *
     * @param lapsed claims made before this are over
     */
    record Claimant(String owner, long now, long lapsed) {}

    void insert(Segment segment, @Nullable TrackingToken token) throws SQLException {
        session.update(
                "INSERT INTO tokens VALUES (?, ?, ?, NULL, NULL, 0)",
                processor,
                segment.getSegmentId(),
                segment.getMask());
        setPosition(segment.getSegmentId(), token);
    }

    boolean exists(int segment) throws SQLException {
        return session.number("SELECT count(*) FROM tokens" + ROW, processor, segment) > 0;
    }

    /** Whether the segment is now the claimant's. */
    boolean claim(int segment, Claimant who) throws SQLException {
        return session.update(
                        "UPDATE tokens SET owner = ?, claimed_at = ?" + ROW + FREE,
                        who.owner(),
                        who.now(),
                        processor,
                        segment,
                        who.owner(),
                        who.lapsed())
                > 0;
    }

    /** Whether the segment was, and so still is, the claimant's. */
    boolean renew(int segment, Claimant who) throws SQLException {
        return session.update(
                        "UPDATE tokens SET claimed_at = ?" + ROW + " AND owner = ?",
                        who.now(),
                        processor,
                        segment,
                        who.owner())
                > 0;
    }

    void release(int segment, Claimant who) throws SQLException {
        session.update(
                "UPDATE tokens SET owner = NULL" + ROW + " AND owner = ?",
                processor,
                segment,
                who.owner());
    }

    /** Whether no token is left: what another holds is not deleted. */
    boolean delete(int segment, Claimant who) throws SQLException {
        session.update(
                "DELETE FROM tokens" + ROW + FREE, processor, segment, who.owner(), who.lapsed());
        return !exists(segment);
    }

    void setPosition(int segment, @Nullable TrackingToken token) throws SQLException {
        if (token == null) {
            session.update("UPDATE tokens SET position = NULL" + ROW, processor, segment);
        } else if (token instanceof GlobalSequenceTrackingToken global) {
            long position = global.getGlobalIndex();
            session.update("UPDATE tokens SET position = ?" + ROW, position, processor, segment);
        } else {
            throw new IllegalArgumentException(
                    "only positions are kept, not a " + token.getClass().getName());
        }
    }

    Optional<TrackingToken> position(int segment) throws SQLException {
        try (ResultSet row =
                session.bind("SELECT position FROM tokens" + ROW, processor, segment)
                        .executeQuery()) {
            long position = row.getLong(1);
            return row.wasNull()
                    ? Optional.empty()
                    : Optional.of(new GlobalSequenceTrackingToken(position));
        }
    }

    /** What the file is known by; the fresh name is taken where it has none. */
    static String identifier(Session session, UUID fresh) throws SQLException {
        session.update(
                "INSERT INTO token_store SELECT ? WHERE NOT EXISTS (SELECT 1 FROM token_store)",
                fresh.toString());
        try (ResultSet row = session.prepare("SELECT id FROM token_store").executeQuery()) {
            return row.getString(1);
        }
    }

    List<Segment> segments() throws SQLException {
        return segments(SEGMENTS, processor);
    }

    List<Segment> available(Claimant who) throws SQLException {
        return segments(SEGMENTS + FREE, processor, who.owner(), who.lapsed());
    }

    private List<Segment> segments(String sql, Object... values) throws SQLException {
        var segments = new ArrayList<Segment>();
        try (ResultSet rows = session.bind(sql, values).executeQuery()) {
            while (rows.next()) {
                segments.add(new Segment(rows.getInt(1), rows.getInt(2)));
            }
        }
        return segments;
    }
}
