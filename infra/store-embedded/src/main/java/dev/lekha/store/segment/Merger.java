package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges eight neighbouring sidecars of a level into one of the next, so that a look-up touches a
 * handful of files at any size of the log. What it cannot do now it does after the next segment.
 */
final class Merger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Merger.class);
    private static final int FAN_OUT = 8;

    private final Names names;
    private final Segments segments;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("log-merger").daemon().factory());

    Merger(Names names, Segments segments) {
        this.names = names;
        this.segments = segments;
    }

    /** There may be something to merge. */
    void look() {
        if (!thread.isShutdown()) {
            thread.execute(this::mergeAll);
        }
    }

    private void mergeAll() {
        try {
            for (var run = nextRun(); !run.isEmpty(); run = nextRun()) {
                merge(run);
            }
        } catch (SidecarDamaged damage) {
            segments.mend(damage);
        } catch (IOException failed) {
            if (!thread.isShutdown()) {
                LOG.warn("sidecars could not be merged", failed);
            }
        }
    }

    /** Neighbours of the same level, enough of them to make one of the next. */
    private List<Sidecar> nextRun() {
        var run = new ArrayList<Sidecar>();
        for (var part : segments.layout().parts()) {
            if (!(part instanceof Sidecar sidecar)) {
                run.clear();
                continue;
            }
            if (!run.isEmpty() && run.getFirst().shape().level() != sidecar.shape().level()) {
                run.clear();
            }
            run.add(sidecar);
            if (run.size() == FAN_OUT) {
                return run;
            }
        }
        return List.of();
    }

    private void merge(List<Sidecar> run) throws IOException {
        var path = names.sidecar(run.getFirst().first(), run.getLast().last());
        var parts = new Layout(List.of(), run);
        SidecarWriter.write(
                path,
                shape(run),
                position -> parts.part(position).offset(position),
                new MergedEntries(run));
        var merged = Sidecar.open(path);
        segments.change(layout ->
                layout.parts().containsAll(run) ? layout.replacing(run, List.of(merged)) : layout);
        for (var one : run) {
            Files.deleteIfExists(one.path());
        }
    }

    private static SidecarShape shape(List<Sidecar> run) {
        var first = run.getFirst().shape();
        return new SidecarShape(
                first.level() + 1,
                first.first(),
                run.stream().mapToLong(one -> one.shape().events()).sum(),
                run.stream().mapToLong(one -> one.shape().entries()).sum(),
                run.stream().mapToLong(one -> one.shape().keyCount()).sum(),
                run.stream().mapToLong(IndexPart::latest).max().orElseThrow(),
                run.getLast().shape().chain());
    }

    /** Leaves what it is at: the sidecars that were to be merged are still there. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                LOG.warn("the merging of sidecars does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
