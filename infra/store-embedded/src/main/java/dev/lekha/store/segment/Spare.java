package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * To force bytes into blocks that a file already has takes a third of the time that it takes where the file system
 * must find blocks and write down that it did. So the next segment is written full of zeros while the one before
 * fills, little by little, since whoever forces waits for what others have written too.
 */

/** The file that will be the next segment, made ready beside the append path. */
final class Spare implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spare.class);

    /** Below this size there is nothing to be won. */
    private static final long LEAST = 1 << 20;

    private final Path path;
    private final Disk disk;
    private final long size;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicReference<Optional<Disk.Tail>> ready =
            new AtomicReference<>(Optional.empty());
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("log-spare").daemon().factory());

    Spare(Path path, Disk disk, long size) {
        this.path = path;
        this.disk = disk;
        this.size = size;
    }

    /**
     * Begins to make one ready, once for each segment: a full disk is not asked again and again.
     */
    void prepare() {
        if (size >= LEAST && begun.compareAndSet(false, true)) {
            thread.execute(this::make);
        }
    }

    private void make() {
        try {
            ready.set(Optional.of(disk.createFilled(path, size)));
        } catch (IOException full) {
            LOG.warn("no spare segment could be made ready", full);
            discard();
            failed.set(true);
        }
    }

    private void discard() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException stuck) {
            LOG.warn("{} could not be removed", path, stuck);
        }
    }

    /** The file, under the name that it shall have; none where it is not ready. */
    Optional<Disk.Tail> take(Path name, long bytes) throws IOException {
        if (bytes != size) {
            return Optional.empty();
        }
        var taken = ready.getAndSet(Optional.empty());
        if (taken.isPresent()) {
            Files.move(path, name);
        }
        if (taken.isPresent() || failed.compareAndSet(true, false)) {
            begun.set(false);
        }
        return taken;
    }

    @Override
    public void close() throws IOException {
        thread.shutdown();
        try {
            thread.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        var left = ready.getAndSet(Optional.empty());
        if (left.isPresent()) {
            left.get().close();
        }
        Files.deleteIfExists(path);
    }
}
