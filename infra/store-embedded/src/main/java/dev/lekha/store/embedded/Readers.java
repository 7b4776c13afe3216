package dev.lekha.store.embedded;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The few sessions by which a file is read. A caller has one while it reads a page, so few serve
 * many.
 */
final class Readers implements AutoCloseable {
    private static final int COUNT =
            Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 16);

    private final BlockingQueue<Session> idle = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    Readers(Path file) {
        try {
            for (int i = 0; i < COUNT; i++) {
                idle.add(Session.reading(file));
            }
        } catch (SQLException failed) {
            close();
            throw Unavailable.because(failed);
        }
    }

    <T> T read(Session.Work<T> work) {
        var session = borrow();
        try {
            return work.on(session);
        } catch (SQLException failed) {
            throw Unavailable.because(failed);
        } finally {
            idle.add(session);
        }
    }

    /** All that the work reads is of one moment. */
    <T> T snapshot(Session.Work<T> work) {
        return read(session -> {
            session.turn("BEGIN");
            try {
                return work.on(session);
            } finally {
                session.turn("COMMIT");
            }
        });
    }

    private Session borrow() {
        try {
            // The closing thread takes sessions too, and does not give them back.
            while (!closed) {
                var session = idle.poll(100, TimeUnit.MILLISECONDS);
                if (session != null) {
                    return session;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw Unavailable.closed();
    }

    /** Waits for the pages that are being read. */
    @Override
    public void close() {
        closed = true;
        try {
            for (int i = 0; i < COUNT; i++) {
                idle.take().close();
            }
        } catch (SQLException failed) {
            throw Unavailable.because(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
