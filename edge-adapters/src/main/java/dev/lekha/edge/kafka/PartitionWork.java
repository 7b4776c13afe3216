package dev.lekha.edge.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition that are not committed yet. Records of one key follow one another,
 * those of different keys go side by side; records without a key share one row.
 */
final class PartitionWork {
    private static final ByteBuffer NO_KEY = ByteBuffer.allocate(0);
    private static final Executor THREADS =
            runnable -> Thread.ofVirtual().name("kafka-command").start(runnable);

    private final Lease lease = new Lease();
    private final BiConsumer<CommandRecord, Lease> work;
    private final Deque<Task> uncommitted = new ArrayDeque<>();
    private final Map<ByteBuffer, CompletableFuture<Void>> rows = new HashMap<>();
    private int running;
    private @Nullable Throwable failure;

    /**
     * @param work takes a record to its end
     */
    PartitionWork(BiConsumer<CommandRecord, Lease> work) {
        this.work = work;
    }

    private static final class Task {
        private final long offset;
        private boolean done;

        Task(long offset) {
            this.offset = offset;
        }
    }

    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
        var task = new Task(record.offset());
        uncommitted.add(task);
        running++;
        var key = record.key() == null ? NO_KEY : ByteBuffer.wrap(record.key());
        var before = rows.getOrDefault(key, CompletableFuture.completedFuture(null));
        var after = before.handleAsync((_, _) -> take(new CommandRecord(record), task), THREADS);
        rows.put(key, after);
        after.whenComplete((_, failed) -> left(key, after, failed));
    }

    private Void take(CommandRecord record, Task task) {
        lease.require();
        work.accept(record, lease);
        synchronized (this) {
            task.done = true;
        }
        return null;
    }

    private synchronized void left(
            ByteBuffer key, CompletableFuture<Void> row, @Nullable Throwable failed) {
        running--;
        rows.remove(key, row);
        if (failed != null && !(failed.getCause() instanceof Lease.Ended)) {
            failure = failed;
        }
        notifyAll();
    }

    /**
     * Where to go on after a restart, if that has changed since it was asked last.
     *
     * @throws IllegalStateException where a record came to no end, and has to be fetched again
     */
    synchronized OptionalLong advance() {
        if (failure != null) {
            throw new IllegalStateException("a command's record came to no end", failure);
        }
        var next = OptionalLong.empty();
        for (var first = uncommitted.peek(); first != null && first.done; ) {
            next = OptionalLong.of(first.offset + 1);
            uncommitted.poll();
            first = uncommitted.peek();
        }
        return next;
    }

    synchronized int uncommitted() {
        return uncommitted.size();
    }

    /** Begins nothing more. */
    void end() {
        lease.end();
    }

    /** Waits for what is running. */
    synchronized void await(long deadlineNanos) {
        try {
            for (long left = deadlineNanos - System.nanoTime();
                    running > 0 && left > 0;
                    left = deadlineNanos - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
