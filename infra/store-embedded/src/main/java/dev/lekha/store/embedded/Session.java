package dev.lekha.store.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** One connection to a file, with the statements prepared on it. Used by one thread at a time. */
final class Session implements AutoCloseable {
    /** What a caller does with a session while it has it. */
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    private static final int MOST_STATEMENTS = 256;
    private static final int BUSY_MILLIS = 10_000;

    private final Connection connection;
    private final SequencedMap<String, PreparedStatement> prepared = new LinkedHashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Opens a file for reading and writing; makes it where it is missing. */
    static Session writing(Path file, SynchronousMode synchronous) throws SQLException {
        return writing(file, synchronous, JournalMode.WAL);
    }

    static Session writing(Path file, SynchronousMode synchronous, JournalMode journal)
            throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(journal);
        config.setSynchronous(synchronous);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-32_768);
        var session = new Session(config.createConnection("jdbc:sqlite:" + file));
        // Checkpoints come seldom enough that a page changed often is copied once, and the file
        // shrinks again.
        session.run("PRAGMA wal_autocheckpoint=8192");
        session.run("PRAGMA journal_size_limit=67108864");
        return session;
    }

    static Session reading(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-8_192);
        return new Session(config.createConnection("jdbc:sqlite:" + file));
    }

    /** The statement for this text, prepared once. The text names no values: those are bound. */
    PreparedStatement prepare(String sql) throws SQLException {
        var known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        if (prepared.size() == MOST_STATEMENTS) {
            prepared.pollFirstEntry().getValue().close();
        }
        var statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        return statement;
    }

    /** Prepares and binds; values are text, bytes, integers or floating-point numbers. */
    PreparedStatement bind(String sql, Object... values) throws SQLException {
        var statement = prepare(sql);
        for (int i = 0; i < values.length; i++) {
            set(statement, i + 1, values[i]);
        }
        return statement;
    }

    static void set(PreparedStatement statement, int index, Object value) throws SQLException {
        switch (value) {
            case String text -> statement.setString(index, text);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Double number -> statement.setDouble(index, number);
            default -> throw new IllegalArgumentException("cannot be bound: " + value.getClass());
        }
    }

    /**
     * The first column of the first row as a number; 0 where there is no row or the value is null.
     */
    long number(String sql, Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    int update(String sql, Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    /** Runs a statement that is not worth keeping. */
    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Begins, commits or rolls back. */
    void turn(String sql) throws SQLException {
        prepare(sql).execute();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
