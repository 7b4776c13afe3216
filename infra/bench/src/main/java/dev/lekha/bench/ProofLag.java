package dev.lekha.bench;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.AbstractHistogram;

/** How long after its acknowledgement an event is under a checkpoint, and under a stamped one. */
final class ProofLag implements AutoCloseable {
    private static final long LOOK = 5_000_000;

    private final Path folder;
    private final AbstractHistogram published = Latencies.histogram();
    private final AbstractHistogram stamped = Latencies.histogram();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("proof-lag").daemon().unstarted(this::watch);
    private volatile boolean closing;

    private record Acknowledged(long position, long at) {}

    /**
     * @param folder in which it is published
     */
    ProofLag(Path folder) {
        this.folder = folder;
        thread.start();
    }

    /**
     * @param position of the event, or a later one
     */
    void acknowledged(long position) {
        acknowledged.add(new Acknowledged(position, System.nanoTime()));
    }

    private void watch() {
        var waiting = new ArrayDeque<Acknowledged>();
        long stampedSize = 0;
        long seen = 0;
        while (!closing || !acknowledged.isEmpty() || !waiting.isEmpty()) {
            LockSupport.parkNanos(LOOK);
            long size = size();
            for (var one = acknowledged.peek();
                    one != null && one.position <= size;
                    one = acknowledged.peek()) {
                Latencies.record(published, System.nanoTime() - one.at);
                waiting.add(acknowledged.remove());
            }
            seen = Math.max(seen, size);
            stampedSize = Math.max(stampedSize, stampedUpTo());
            while (!waiting.isEmpty() && waiting.peek().position <= stampedSize) {
                Latencies.record(stamped, System.nanoTime() - waiting.remove().at);
            }
        }
    }

    private long size() {
        return DurableFile.read(folder.resolve("checkpoint"))
                .map(bytes -> Checkpoint.parse(Note.parse(bytes).text()).head().size())
                .orElse(0L);
    }

    private long stampedUpTo() {
        var sizes = folder.resolve("timestamp").toFile().list();
        long most = 0;
        for (var size : sizes == null ? new String[0] : sizes) {
            if (Files.exists(folder.resolve("timestamp").resolve(size).resolve("platform.tsr"))) {
                most = Math.max(most, Long.parseLong(size));
            }
        }
        return most;
    }

    AbstractHistogram published() {
        return published;
    }

    AbstractHistogram stamped() {
        return stamped;
    }

    /** When all that was acknowledged is stamped. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
