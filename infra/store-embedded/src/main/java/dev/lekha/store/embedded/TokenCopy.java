package dev.lekha.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig.SynchronousMode;

/*
 * Views are made of the log and need no copy. How far the policies have come is not to be made of it: one that read
 * the log anew would decide today what it was right to let be then.
 */

/** The tokens of one folder, and nothing else of its views, on their way into another. */
final class TokenCopy {
    private static final String ROWS = "SELECT processor, segment, mask, position FROM tokens";
    private static final String INSERT = "INSERT INTO tokens VALUES (?, ?, ?, %s, NULL, 0)";

    private final Path made;

    private TokenCopy(Path made) {
        this.made = made;
    }

    /** Reads them now, and lays them beside what is there. Nothing is claimed in the copy. */
    static TokenCopy make(Path from, Path to) throws IOException {
        var made = to.resolve("views.db.tmp");
        Files.deleteIfExists(made);
        if (Files.exists(EmbeddedStore.viewsFile(from))) {
            try {
                copy(EmbeddedStore.viewsFile(from), made);
            } catch (SQLException failed) {
                throw new IOException(
                        "the tokens cannot be copied: " + failed.getMessage(), failed);
            }
            FormatFile.force(made, StandardOpenOption.WRITE);
        }
        return new TokenCopy(made);
    }

    /** Puts them in the place of what is there. */
    void use() throws IOException {
        if (Files.exists(made)) {
            var views = made.resolveSibling("views.db");
            for (var old : List.of("-wal", "-shm")) {
                Files.deleteIfExists(made.resolveSibling("views.db" + old));
            }
            Files.move(made, views, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void copy(Path from, Path to) throws SQLException {
        try (var source = Session.reading(from);
                var target = Session.writing(to, SynchronousMode.FULL)) {
            // One file without others beside it, which can be read where nothing can be written.
            target.run("PRAGMA journal_mode=DELETE");
            for (var table : TokenRows.TABLES) {
                target.run(table);
            }
            try (ResultSet rows = source.prepare(ROWS).executeQuery()) {
                while (rows.next()) {
                    insert(target, rows);
                }
            }
        }
    }

    private static void insert(Session target, ResultSet row) throws SQLException {
        var position = row.getObject(4);
        if (position == null) {
            target.update(INSERT.formatted("NULL"), row.getString(1), row.getInt(2), row.getInt(3));
        } else {
            target.update(
                    INSERT.formatted("?"),
                    row.getString(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getLong(4));
        }
    }
}
