package dev.lekha.store.embedded;

import dev.lekha.kernel.Log;
import dev.lekha.store.segment.SegmentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Converts a data folder of format 1, whose log is a SQLite file, into one of this format. The old
 * log is read and verified row by row, and what was written is read again and compared; only then
 * does the folder change its format, so a conversion that is interrupted begins again.
 */
public final class Migration {
    private static final int PAGE = 1_000;

    private Migration() {}

    /**
     * @param progress is told how many events are done
     * @return events converted
     * @throws FolderUnusable where the folder is not one of format 1, or is in use
     */
    public static long run(Path folder, LongConsumer progress) throws IOException {
        try (var held = DataFolder.holdOlder(folder)) {
            var file = held.path().resolve("log.db");
            var target = EmbeddedStore.logFolder(held.path());
            delete(target);
            long done;
            try (var history = new SqliteHistory(file)) {
                done = copy(history, target, progress);
                verify(history, target);
            }
            held.finish();
            putAside(held.path());
            return done;
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private static long copy(SqliteHistory history, Path target, LongConsumer progress)
            throws IOException, SQLException {
        long done = 0;
        try (var log = SegmentLog.openToCopy(target)) {
            for (var page = history.after(0, PAGE);
                    !page.isEmpty();
                    page = history.after(done, PAGE)) {
                log.append(page).join();
                done = page.getLast().position();
                progress.accept(done);
            }
        }
        return done;
    }

    private static void verify(SqliteHistory history, Path target)
            throws IOException, SQLException {
        long done = 0;
        try (var log = SegmentLog.openReadOnly(target);
                var copies = log.reader().after(0, Log.Filter.ALL)) {
            for (var page = history.after(0, PAGE);
                    !page.isEmpty();
                    page = history.after(done, PAGE)) {
                for (var event : page) {
                    var copy = copies.next(Duration.ZERO);
                    if (copy.filter(one -> isSame(one, event)).isEmpty()) {
                        throw new IOException(
                                "The copy differs at position %d; the folder is as it was."
                                        .formatted(event.position()));
                    }
                }
                done = page.getLast().position();
            }
        }
    }

    /** Records compare arrays by identity, so the bodies are compared apart. */
    private static boolean isSame(Log.Stored one, Log.Stored other) {
        return Arrays.equals(one.body(), other.body())
                && withoutBody(one).equals(withoutBody(other));
    }

    private static List<Object> withoutBody(Log.Stored event) {
        return List.of(
                event.position(),
                event.id(),
                event.recordedAt(),
                event.type(),
                event.version(),
                event.tags(),
                event.metadata());
    }

    /** The old log stays what it was: with what SQLite keeps beside it, under another name. */
    private static void putAside(Path folder) throws IOException {
        for (var suffix : List.of("-wal", "-shm", "")) {
            var file = folder.resolve("log.db" + suffix);
            if (Files.exists(file)) {
                Files.move(
                        file,
                        folder.resolve("log.db.format-1" + suffix),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder)) {
                for (var file : files) {
                    Files.delete(file);
                }
            }
        }
    }
}
