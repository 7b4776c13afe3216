package dev.lekha.store.embedded;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import dev.lekha.store.segment.CommitObserver;
import dev.lekha.store.segment.LogDamaged;
import dev.lekha.store.segment.SegmentLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * All that one process keeps, in one data folder: the log in {@code log/}, views and tokens in
 * {@code views.db}.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

    private final AutoCloseable hold;
    private final SegmentLog log;
    private final Writer viewsWriter;
    private final Writer tokensWriter;
    private final Readers viewsReaders;
    private final SqliteTokens tokens;
    private final SqliteViews views;
    private final SqliteKeys keys;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedStore(AutoCloseable hold, SegmentLog log, Files files, Clock clock) {
        this.hold = hold;
        this.log = log;
        this.viewsWriter = files.views;
        this.tokensWriter = files.tokens;
        this.viewsReaders = files.readers;
        var owner = Long.toString(ProcessHandle.current().pid());
        this.tokens = new SqliteTokens(tokensWriter, viewsReaders, owner, CLAIM_TIMEOUT, clock);
        this.views = new SqliteViews(viewsWriter, viewsReaders);
        this.keys = files.keys;
    }

    private record Files(Writer views, Writer tokens, Readers readers, SqliteKeys keys) {}

    /**
     * Opens the folder, made where it is missing, for this process alone.
     *
     * @param converter turns payloads into bytes; asked for late, since it may need the log to be
     *     built
     * @param clock times the claims of tokens
     * @throws FolderUnusable where another process holds the folder, another version wrote it, or
     *     its log is damaged
     */
    public static EmbeddedStore open(
            Path folder,
            Supplier<? extends Converter> converter,
            Clock clock,
            CommitObserver observer) {
        try {
            var held = DataFolder.hold(folder);
            try {
                var log = SegmentLog.open(logFolder(held.path()), converter, observer);
                var store = new EmbeddedStore(held, log, files(held.path()), clock);
                store.tokens.releaseAll();
                return store;
            } catch (IOException | RuntimeException failed) {
                held.close();
                throw failed;
            }
        } catch (LogDamaged damage) {
            throw new FolderUnusable(damage);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Files files(Path folder) {
        var views = new Writer(() -> Session.writing(viewsFile(folder), SynchronousMode.NORMAL));
        create(views, List.of(SqliteViews.TABLE));
        // A token that a power failure sets back only makes its follower read again what it has
        // taken.
        var tokens = views.beside(() -> Session.writing(viewsFile(folder), SynchronousMode.NORMAL));
        create(tokens, TokenRows.TABLES);
        return new Files(views, tokens, new Readers(viewsFile(folder)), SqliteKeys.writing(folder));
    }

    private static void create(Writer file, List<String> tables) {
        file.write(session -> {
            for (var table : tables) {
                session.run(table);
            }
            return tables;
        });
    }

    /**
     * Opens the folder to read, beside a process that may be writing it. Whatever would change it
     * is refused, and streams of the log hear of new events only when they are asked.
     */
    public static EmbeddedStore openReadOnly(Path folder) {
        try {
            var found = DataFolder.find(folder);
            var log = SegmentLog.openReadOnly(logFolder(found));
            return new EmbeddedStore(() -> {}, log, filesToRead(found), Clock.systemUTC());
        } catch (LogDamaged damage) {
            throw new FolderUnusable(damage);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Files filesToRead(Path folder) {
        return new Files(
                new Writer(EmbeddedStore::refuse),
                new Writer(EmbeddedStore::refuse),
                new Readers(viewsFile(folder)),
                SqliteKeys.reading(folder, new Writer(EmbeddedStore::refuse)));
    }

    static <T> T refuse() {
        throw new Refused(
                Refused.Kind.FORBIDDEN, "store-read-only", "The store was opened to read only.");
    }

    static Path logFolder(Path folder) {
        return folder.resolve("log");
    }

    static Path viewsFile(Path folder) {
        return folder.resolve("views.db");
    }

    public SegmentLog log() {
        return log;
    }

    public Log reader() {
        return log.reader();
    }

    public TokenStore tokens() {
        return tokens;
    }

    /** Tokens of the same file under another name and clock, as another process would see them. */
    SqliteTokens tokens(String owner, Duration claimTimeout, Clock clock) {
        return new SqliteTokens(tokensWriter, viewsReaders, owner, claimTimeout, clock);
    }

    public Views views() {
        return views;
    }

    /** The keys of subjects, wrapped; outside of the log. */
    public WrappedKeys subjectKeys() {
        return keys;
    }

    /** Finishes what it has accepted, then closes the files, and gives the folder free last. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        log.close();
        views.settle();
        tokensWriter.close();
        viewsWriter.close();
        viewsReaders.close();
        keys.close();
        try {
            hold.close();
        } catch (Exception failed) {
            throw new IllegalStateException("the data folder could not be given free", failed);
        }
    }
}
