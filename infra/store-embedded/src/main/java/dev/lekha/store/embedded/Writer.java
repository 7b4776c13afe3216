package dev.lekha.store.embedded;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a file. Each work is one transaction, alone: it is kept wholly or not at all.
 * After a failure the file is opened anew for the next work, so the store is back as soon as the
 * disk is.
 */
final class Writer implements AutoCloseable {
    /** How the file is opened, at first and after a failure. */
    interface Opening {
        Session open() throws SQLException;
    }

    private final Opening opening;
    private final ReentrantLock alone;
    private @Nullable Session session;
    private boolean closed;

    Writer(Opening opening) {
        this(opening, new ReentrantLock());
    }

    private Writer(Opening opening, ReentrantLock alone) {
        this.opening = opening;
        this.alone = alone;
    }

    /** Another writer of the same file; the two wait for one another. */
    Writer beside(Opening opening) {
        return new Writer(opening, alone);
    }

    <T> T write(Session.Work<T> work) {
        alone.lock();
        try {
            return transaction(opened(), work);
        } catch (SQLException failed) {
            throw Unavailable.because(failed);
        } finally {
            alone.unlock();
        }
    }

    private <T> T transaction(Session session, Session.Work<T> work) throws SQLException {
        boolean kept = false;
        try {
            session.turn("BEGIN IMMEDIATE");
            T result = work.on(session);
            session.turn("COMMIT");
            kept = true;
            return result;
        } finally {
            if (!kept) {
                abandon(session);
            }
        }
    }

    private Session opened() throws SQLException {
        if (closed) {
            throw Unavailable.closed();
        }
        var opened = session;
        if (opened == null) {
            opened = opening.open();
            session = opened;
        }
        return opened;
    }

    /** Closing rolls back, whatever state the failure left. */
    private void abandon(Session broken) throws SQLException {
        session = null;
        broken.close();
    }

    @Override
    public void close() {
        alone.lock();
        try {
            closed = true;
            var last = session;
            if (last != null) {
                abandon(last);
            }
        } catch (SQLException failed) {
            throw Unavailable.because(failed);
        } finally {
            alone.unlock();
        }
    }
}
