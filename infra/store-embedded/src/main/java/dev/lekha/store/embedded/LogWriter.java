package dev.lekha.store.embedded;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/*
 * One thread takes all appends that wait, checks each condition against the log as the earlier ones of the batch
 * leave it, inserts what passes, and forces the lot to the disk by one commit. While the disk works, the next batch
 * gathers: the more callers, the larger the batches. Answers are given by other threads, since what hangs on an
 * answer may be heavy.
 */

/** Writes the log. */
final class LogWriter implements AutoCloseable {
    private static final int MOST_WAITING = 4_096;
    private static final int MOST_IN_BATCH = 1_024;

    private final Writer file;
    private final Head head;
    private final CommitObserver observer;
    private final Intake<Append> intake = new Intake<>(MOST_WAITING);
    private final Newest newest;
    private final LongAdder appended = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final Thread thread;

    LogWriter(Writer file, Head head, CommitObserver observer) {
        this.file = file;
        this.head = head;
        this.observer = observer;
        this.newest = new Newest(head.position());
        this.thread = Thread.ofPlatform().name("log-writer").start(this::run);
    }

    void submit(Append append) {
        try {
            intake.put(append);
        } catch (RuntimeException closed) {
            append.fail(closed);
        }
    }

    /** What is known of the newest events without a look at the file. */
    Newest newest() {
        return newest;
    }

    int waiting() {
        return intake.depth();
    }

    long appended() {
        return appended.sum();
    }

    long conflicts() {
        return conflicts.sum();
    }

    private void run() {
        var batch = intake.take(MOST_IN_BATCH);
        while (!batch.isEmpty()) {
            commit(batch);
            batch = intake.take(MOST_IN_BATCH);
        }
    }

    private void commit(List<Append> batch) {
        long begun = System.nanoTime();
        var answers = new ArrayList<Runnable>(batch.size());
        try {
            var span = file.write(session -> insert(session, batch, answers));
            head.moveTo(span.last());
            appended.add(span.events());
            long took = System.nanoTime() - begun;
            answers.add(() -> observer.committed(span.events(), took));
        } catch (RuntimeException | Error failed) {
            // Whatever it is: who waits must hear, and the thread must live.
            newest.restart(head.position());
            answers.clear();
            batch.forEach(append -> answers.add(() -> append.fail(failed)));
        }
        answers.forEach(Thread::startVirtualThread);
    }

    private record Span(long first, long last) {
        int events() {
            return (int) (last - first);
        }
    }

    private Span insert(Session session, List<Append> batch, List<Runnable> answers)
            throws SQLException {
        var index = new TagIndex(session);
        long first = session.number(EventRows.LAST);
        long last = first;
        for (var append : batch) {
            if (crossed(append, index)) {
                conflicts.increment();
                answers.add(append::conflict);
                continue;
            }
            for (var draft : append.drafts()) {
                EventRows.insert(session, draft, ++last);
                newest.add(last, draft.tags(), draft.type());
            }
            long position = last;
            answers.add(() -> append.accept(position));
        }
        return new Span(first, last);
    }

    private boolean crossed(Append append, TagIndex index) throws SQLException {
        return append.conditional()
                && !newest.noneBehind(append.conflicting(), append.known())
                && index.anyAfter(append.conflicting(), append.known());
    }

    /** Finishes what it has accepted. */
    @Override
    public void close() {
        intake.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
