package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Whatever fails is tried again; meanwhile the index in memory serves, and the segments that may wait so are counted,
 * so that memory is bounded: the writer waits for a place.
 */

/**
 * Writes a sidecar for each sealed segment, beside the append path, and anew where one is damaged.
 */
final class Indexer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    private static final int MOST_UNSEALED = 4;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Names names;
    private final Segments segments;
    private final Semaphore unsealed = new Semaphore(MOST_UNSEALED);
    private final Merger merger;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("log-indexer").daemon().factory());

    Indexer(Names names, Segments segments) {
        this.names = names;
        this.segments = segments;
        this.merger = new Merger(names, segments);
        segments.mendBy(this::mend);
    }

    static MissingIndex missing(Segment segment, long last) {
        return new MissingIndex(segment, last, PATIENCE);
    }

    /**
     * Takes a place for a segment whose index is in memory, which {@link #seal} gives back.
     *
     * @throws IOException where those before do not get sealed
     */
    void admit() throws IOException {
        try {
            if (!unsealed.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the sidecars of " + MOST_UNSEALED + " segments wait");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Gives back the place of a segment that came to nothing. */
    void forgo() {
        unsealed.release();
    }

    /**
     * Writes the sidecar of a segment that is written no more, and lets it take the place of the
     * index in memory.
     *
     * @param chain of its last frame
     */
    void seal(Segment segment, GrowingIndex index, byte[] chain) {
        thread.execute(() ->
                insist(() -> {
                    cut(segment, index);
                    var sidecar = write(index, chain);
                    var exact = Segment.open(segment.path());
                    segments.change(layout ->
                            layout.replacing(List.of(index), List.of(sidecar)).with(exact));
                    unsealed.release();
                    merger.look();
                }));
    }

    /** A segment that has a sidecar is cut, even if it could not be when its writing failed. */
    private static void cut(Segment segment, GrowingIndex index) throws IOException {
        int record = index.offset(index.last());
        long end = record + Records.lengthAt(segment.bytes(), record) + (long) Frame.CHAIN;
        if (Files.size(segment.path()) > end) {
            Disk.cut(segment.path(), end);
        }
    }

    /** The same for the segment that was the last at the start. */
    void sealFound(Scan scan) {
        unsealed.acquireUninterruptibly();
        seal(scan.segment(), scan.index(), scan.frames().chain());
    }

    private Sidecar write(GrowingIndex index, byte[] chain) throws IOException {
        var shape =
                new SidecarShape(
                        0,
                        index.first(),
                        index.events(),
                        index.entries(),
                        index.keyCount(),
                        index.latest(),
                        chain);
        var path = names.sidecar(index.first(), index.last());
        SidecarWriter.write(path, shape, index::offset, index.sorted());
        return Sidecar.open(path);
    }

    /** Makes the index anew where it is missing. */
    void make(MissingIndex missing) {
        thread.execute(() ->
                insist(() -> {
                    try {
                        var scan = new Scan(missing.segment()).upTo(missing.last());
                        requireContinued(scan);
                        var sidecar = write(scan.index(), scan.frames().chain());
                        segments.change(
                                layout -> layout.replacing(List.of(missing), List.of(sidecar)));
                        missing.made(sidecar);
                        merger.look();
                    } catch (CorruptEvent damage) {
                        LOG.error(
                                "{} cannot be indexed: {}",
                                missing.segment().path(),
                                damage.getMessage());
                        missing.impossible(damage);
                    }
                }));
    }

    private void requireContinued(Scan scan) {
        long next = scan.last() + 1;
        var follower = segments.layout().segment(next);
        if (follower.first() == next && !Arrays.equals(follower.chain(), scan.frames().chain())) {
            throw new CorruptEvent(next, "its segment does not continue the one before");
        }
    }

    private boolean mend(SidecarDamaged damage) {
        LOG.warn("a sidecar is damaged and is made anew: {}", damage.getMessage());
        var added = new ArrayList<MissingIndex>();
        segments.change(layout -> {
            for (var part : layout.parts()) {
                if (part instanceof Sidecar sidecar && sidecar.path().equals(damage.path())) {
                    added.addAll(missing(layout, sidecar));
                    return layout.replacing(List.of(sidecar), added);
                }
            }
            return layout;
        });
        added.forEach(this::make);
        return true;
    }

    /** One for each segment that the sidecar covers. */
    private static List<MissingIndex> missing(Layout layout, Sidecar sidecar) {
        var covered = layout.segments(sidecar.first(), sidecar.last());
        var missing = new ArrayList<MissingIndex>();
        for (int i = 0; i < covered.size(); i++) {
            long last = i + 1 < covered.size() ? covered.get(i + 1).first() - 1 : sidecar.last();
            missing.add(missing(covered.get(i), last));
        }
        return missing;
    }

    /** Work on files. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void insist(Work work) {
        try {
            work.run();
        } catch (IOException | SidecarDamaged failed) {
            LOG.warn("a sidecar could not be written, which is tried again", failed);
            if (!thread.isShutdown()) {
                thread.schedule(() -> insist(work), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Finishes what it has begun; what is left undone is made anew at the next start. */
    @Override
    public void close() {
        merger.close();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                LOG.warn("sidecars are left unfinished, and are made anew at the next start");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
