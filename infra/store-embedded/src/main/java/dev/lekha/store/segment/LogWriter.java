package dev.lekha.store.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/*
 * One thread takes all appends that wait, checks each condition against the log as the earlier ones of the batch
 * leave it, writes what passes as one frame, and forces it to the disk. While the disk works, the next batch gathers:
 * the more callers, the larger the frames. Answers are given by other threads, since what hangs on an answer may be
 * heavy.
 */

/** Writes the log. */
final class LogWriter implements Appending {
    private static final int MOST_WAITING = 4_096;
    private static final int MOST_IN_BATCH = 1_024;
    private static final int ANSWERS_AT_ONCE = 32;

    private final Frames frames;
    private final Indexer indexer;
    private final CommitObserver observer;
    private final Intake<Append> intake = new Intake<>(MOST_WAITING);
    private final LongAdder appended = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final Thread thread;

    LogWriter(Frames frames, Indexer indexer, CommitObserver observer) {
        this.frames = frames;
        this.indexer = indexer;
        this.observer = observer;
        this.thread = Thread.ofPlatform().name("log-writer").start(this::run);
    }

    @Override
    public void submit(Append append) {
        try {
            intake.put(append);
        } catch (RuntimeException closed) {
            append.fail(closed);
        }
    }

    @Override
    public int waiting() {
        return intake.depth();
    }

    @Override
    public long appended() {
        return appended.sum();
    }

    @Override
    public long conflicts() {
        return conflicts.sum();
    }

    private void run() {
        var batch = intake.take(MOST_IN_BATCH);
        while (!batch.isEmpty()) {
            for (int from = 0; from < batch.size(); ) {
                int to = frames.fitting(batch, from);
                commit(batch.subList(from, to));
                from = to;
            }
            batch = intake.take(MOST_IN_BATCH);
        }
    }

    private void commit(List<Append> batch) {
        long begun = System.nanoTime();
        var answers = new ArrayList<Runnable>(batch.size() + 1);
        try {
            var done = frames.commit(batch, answers);
            appended.add(done.events());
            conflicts.add(done.conflicts());
            long took = System.nanoTime() - begun;
            answers.add(() -> observer.committed(done.events(), took));
        } catch (IOException | RuntimeException | Error failed) {
            // Whatever it is: who waits must hear, and the thread must live.
            answers.clear();
            var refused = Unavailable.because(failed);
            batch.forEach(append -> answers.add(() -> append.fail(refused)));
        }
        give(answers);
    }

    private static void give(List<Runnable> answers) {
        for (int from = 0; from < answers.size(); from += ANSWERS_AT_ONCE) {
            var some = answers.subList(from, Math.min(from + ANSWERS_AT_ONCE, answers.size()));
            Thread.startVirtualThread(() -> some.forEach(Runnable::run));
        }
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
        try {
            frames.close();
        } finally {
            indexer.close();
        }
    }
}
