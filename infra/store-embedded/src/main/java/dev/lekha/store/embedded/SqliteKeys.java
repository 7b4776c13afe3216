package dev.lekha.store.embedded;

import dev.lekha.kernel.privacy.WrappedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/*
 * What is deleted has to be gone from the file, not only from the table: secure_delete writes zeros over it, and
 * without a write-ahead log there is no other file in which it stays behind. The rollback journal, which has the page
 * as it was, is deleted with the commit. What a disk keeps of deleted files is out of reach from here; it is of use
 * only together with the master key.
 */

/**
 * The wrapped keys of one folder, in a file of their own that is made with the first. A row without
 * a key is the mark of one that was destroyed.
 */
final class SqliteKeys implements WrappedKeys, AutoCloseable {
    static final String FILE = "subject-keys.db";
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS keys(subject TEXT PRIMARY KEY, wrapped BLOB) WITHOUT ROWID";
    private static final String FIND = "SELECT wrapped FROM keys WHERE subject = ?";
    private static final String KEEP = "INSERT INTO keys VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String DESTROY =
            "INSERT INTO keys VALUES (?, NULL) ON CONFLICT DO UPDATE SET wrapped = NULL";

    private final Path file;
    private final Writer writer;
    private final ReentrantLock alone = new ReentrantLock();
    private @Nullable Session reading;

    private SqliteKeys(Path file, Writer writer) {
        this.file = file;
        this.writer = writer;
    }

    static SqliteKeys writing(Path folder) {
        var file = folder.resolve(FILE);
        return new SqliteKeys(file, new Writer(() -> session(file)));
    }

    static SqliteKeys reading(Path folder, Writer refusing) {
        return new SqliteKeys(folder.resolve(FILE), refusing);
    }

    private static Session session(Path file) throws SQLException {
        var session = Session.writing(file, SynchronousMode.FULL, JournalMode.DELETE);
        // The journal's end is the commit, so it has to be on the disk too.
        session.run("PRAGMA synchronous=EXTRA");
        session.run("PRAGMA secure_delete=ON");
        session.run(TABLE);
        return session;
    }

    @Override
    public Kept find(String subject) {
        return Files.exists(file) ? read(session -> find(session, subject)) : new Kept.Absent();
    }

    @Override
    public Kept keep(String subject, byte[] wrapped) {
        return writer.write(session -> {
            session.update(KEEP, subject, wrapped);
            return find(session, subject);
        });
    }

    @Override
    public void destroy(String subject) {
        writer.write(session -> session.update(DESTROY, subject));
    }

    @Override
    public void forEach(BiConsumer<String, Kept> each) {
        if (Files.exists(file)) {
            read(session -> {
                try (ResultSet rows =
                        session.prepare("SELECT subject, wrapped FROM keys").executeQuery()) {
                    while (rows.next()) {
                        each.accept(rows.getString(1), kept(rows.getBytes(2)));
                    }
                }
                return file;
            });
        }
    }

    private static Kept find(Session session, String subject) throws SQLException {
        try (ResultSet rows = session.bind(FIND, subject).executeQuery()) {
            return rows.next() ? kept(rows.getBytes(1)) : new Kept.Absent();
        }
    }

    private static Kept kept(byte @Nullable [] wrapped) {
        return wrapped == null ? new Kept.Destroyed() : new Kept.Wrapped(wrapped);
    }

    private <T> T read(Session.Work<T> work) {
        alone.lock();
        try {
            var session = reading;
            if (session == null) {
                session = Session.reading(file);
                reading = session;
            }
            return work.on(session);
        } catch (SQLException failed) {
            throw Unavailable.because(failed);
        } finally {
            alone.unlock();
        }
    }

    @Override
    public void close() {
        writer.close();
        alone.lock();
        try {
            var session = reading;
            if (session != null) {
                reading = null;
                session.close();
            }
        } catch (SQLException failed) {
            throw Unavailable.because(failed);
        } finally {
            alone.unlock();
        }
    }
}
