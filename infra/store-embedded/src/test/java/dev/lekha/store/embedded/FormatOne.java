package dev.lekha.store.embedded;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/** A data folder as the first engine left it: its log is a SQLite file. */
final class FormatOne {
    private static final List<String> TABLES =
            List.of(
                    "PRAGMA journal_mode=WAL",
                    """
                    CREATE TABLE events(
                        position INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL,
                        version TEXT NOT NULL, recorded_at INTEGER NOT NULL, metadata TEXT NOT NULL,
                        tags TEXT NOT NULL, body BLOB NOT NULL, crc INTEGER NOT NULL)\
                    """,
                    """
                    CREATE TABLE tags(
                        tag TEXT NOT NULL, type TEXT NOT NULL, position INTEGER NOT NULL,
                        PRIMARY KEY(tag, type, position)) WITHOUT ROWID\
                    """);

    private FormatOne() {}

    /**
     * Turns a folder, with the views that are in it, into one of format 1.
     *
     * @param events of its log, at positions 1, 2, 3 …
     */
    static void write(Path folder, List<Log.Stored> events) throws IOException, SQLException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("format"), "lekha-data 1\n");
        try (var log = open(folder)) {
            try (var statement = log.createStatement()) {
                for (var table : TABLES) {
                    statement.execute(table);
                }
            }
            log.setAutoCommit(false);
            for (var event : events) {
                insert(log, event);
            }
            log.commit();
        }
    }

    static Connection open(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("log.db"));
    }

    static void insert(Connection log, Log.Stored event) throws SQLException {
        long at = ChronoUnit.MICROS.between(Instant.EPOCH, event.recordedAt());
        var metadata = Json.MAPPER.writeValueAsString(new TreeMap<>(event.metadata()));
        var tags = Json.MAPPER.writeValueAsString(event.tags().stream().sorted().toList());
        var crc =
                RowChecksum.begin(
                        event.id(),
                        event.type(),
                        event.version(),
                        at,
                        metadata,
                        tags,
                        event.body());
        try (var row =
                log.prepareStatement("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            row.setLong(1, event.position());
            row.setString(2, event.id());
            row.setString(3, event.type());
            row.setString(4, event.version());
            row.setLong(5, at);
            row.setString(6, metadata);
            row.setString(7, tags);
            row.setBytes(8, event.body());
            row.setLong(9, RowChecksum.end(crc, event.position()));
            row.executeUpdate();
        }
    }
}
