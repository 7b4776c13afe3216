package dev.lekha.bench.rocks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/*
 * The same group commit as the log's own: one thread takes all appends that wait, checks each condition against the
 * index and against the earlier ones of the batch, and makes the lot durable by one force of RocksDB's write-ahead
 * log, while the next batch gathers.
 */

/** Writes the database. */
final class RocksWriter implements AutoCloseable {
    private static final int MOST_WAITING = 4_096;
    private static final int MOST_IN_BATCH = 1_024;
    private static final long GLANCE_MILLIS = 50;

    private final RocksFiles files;
    private final BlockingQueue<RocksAppend> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile long head;
    private volatile boolean closed;

    RocksWriter(RocksFiles files) {
        this.files = files;
        this.head = files.last();
        this.thread = Thread.ofPlatform().name("rocks-writer").start(this::run);
    }

    long head() {
        return head;
    }

    void submit(RocksAppend append) {
        try {
            waiting.put(append);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            append.fail(interrupted);
        }
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                var first = waiting.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    var batch = new ArrayList<>(List.of(first));
                    waiting.drainTo(batch, MOST_IN_BATCH - 1);
                    commit(batch);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<RocksAppend> batch) {
        try (var write = new WriteBatch();
                var index = new RocksLookup(files)) {
            var answers = new ArrayList<Runnable>(batch.size());
            var last = fill(write, batch, index, answers);
            files.database.write(files.durable, write);
            head = last;
            answers.forEach(Runnable::run);
        } catch (RocksDBException | RuntimeException failed) {
            batch.forEach(append -> append.fail(failed));
        }
    }

    private long fill(
            WriteBatch write, List<RocksAppend> batch, RocksLookup index, List<Runnable> answers)
            throws RocksDBException {
        var last = head;
        var pending = new HashMap<Long, List<RocksEvent>>();
        for (var append : batch) {
            if (crossed(append, pending) || index.anyAfter(append.conflicting, append.known)) {
                answers.add(append::conflict);
                continue;
            }
            for (var ready : append.events) {
                put(write, ready, ++last, pending);
            }
            var position = last;
            answers.add(() -> append.accept(position));
        }
        return last;
    }

    /** Whether an earlier append of the same batch is what this one did not know. */
    private static boolean crossed(RocksAppend append, Map<Long, List<RocksEvent>> pending) {
        for (var one : append.conflicting) {
            for (var prefix : one.prefixes()) {
                if (pending.getOrDefault(prefix, List.of()).stream().anyMatch(one::fits)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void put(
            WriteBatch write,
            RocksAppend.Ready ready,
            long position,
            Map<Long, List<RocksEvent>> pending)
            throws RocksDBException {
        write.put(files.events, IndexKey.of(position), ready.bytes());
        for (var prefix : ready.prefixes()) {
            write.put(files.index, IndexKey.of(prefix, position), new byte[0]);
            pending.computeIfAbsent(prefix, _ -> new ArrayList<>(1)).add(ready.event());
        }
    }

    /** Finishes what it has accepted. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
