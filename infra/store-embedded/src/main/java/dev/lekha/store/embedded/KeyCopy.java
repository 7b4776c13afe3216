package dev.lekha.store.embedded;

import dev.lekha.kernel.privacy.WrappedKeys.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The wrapped keys of one folder on their way into another, and the marks of those destroyed. */
final class KeyCopy {
    private static final String UNFINISHED = "keys.tmp";

    private KeyCopy() {}

    /**
     * Takes the place of what an earlier copy has left, so that a key that was destroyed since is
     * gone from there as well.
     */
    static void make(Path from, Path to) throws IOException {
        if (!Files.exists(from.resolve(SqliteKeys.FILE))) {
            return;
        }
        var folder = Files.createDirectories(to.resolve(UNFINISHED));
        var made = folder.resolve(SqliteKeys.FILE);
        Files.deleteIfExists(made);
        try (var source = SqliteKeys.reading(from, new Writer(EmbeddedStore::refuse));
                var target = SqliteKeys.writing(folder)) {
            source.forEach((subject, kept) -> put(target, subject, kept));
        }
        if (Files.exists(made)) {
            FormatFile.force(made, StandardOpenOption.WRITE);
            Files.move(
                    made,
                    to.resolve(SqliteKeys.FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(folder);
    }

    private static void put(SqliteKeys target, String subject, Kept kept) {
        switch (kept) {
            case Kept.Wrapped(var wrapped) -> target.keep(subject, wrapped);
            case Kept.Destroyed() -> target.destroy(subject);
            case Kept.Absent() -> {
                // There is nothing to copy.
            }
        }
    }
}
