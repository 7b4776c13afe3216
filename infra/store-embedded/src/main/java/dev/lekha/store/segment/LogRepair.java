package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces damaged and missing segments by those of a backup, where they continue the chain on both
 * sides. All that is needed lies beside the log, durable and verified, before anything is changed;
 * a damaged file is kept under another name. Nobody else may have the log open.
 */
public final class LogRepair {
    private final Names names;
    private final List<Path> kept = new ArrayList<>();

    private LogRepair(Names names) {
        this.names = names;
    }

    /**
     * What was done.
     *
     * @param mended ranges of positions that come from the backup
     * @param kept what was damaged
     */
    public record Done(List<LogReport.Range> mended, List<Path> kept) {
        public Done {
            mended = List.copyOf(mended);
            kept = List.copyOf(kept);
        }
    }

    /**
     * @param log its folder
     * @param backup folder of the log in the backup
     * @throws Refused where the backup does not hold what is needed; then nothing is changed
     */
    public static Done run(Path log, Path backup, Progress progress) throws IOException {
        var report = LogCheck.run(log, progress);
        if (report.verdict() != LogReport.Verdict.DAMAGED) {
            return new Done(List.of(), List.of());
        }
        var names = new Names(log.toRealPath());
        var steps = Mending.of(names, new Names(backup.toRealPath()), report.head());
        return new LogRepair(names).apply(steps);
    }

    private Done apply(List<Mending.Step> steps) throws IOException {
        var mended = new ArrayList<LogReport.Range>();
        for (var step : steps) {
            removeSidecars(step);
            var path = names.segment(step.first());
            if (Files.exists(path)) {
                keep(path);
            }
            Files.move(
                    step.mended(),
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Disk.forceNames(path);
            mended.add(new LogReport.Range(step.first(), step.last()));
        }
        return new Done(mended, kept);
    }

    private void removeSidecars(Mending.Step step) throws IOException {
        for (var path : names.sidecars()) {
            var covered = Names.covered(path);
            if (covered.isEmpty()
                    || covered.get().first() <= step.last()
                            && covered.get().last() >= step.first()) {
                Files.delete(path);
            }
        }
    }

    /** By a second name, so that the first one is never without a file. */
    private void keep(Path damaged) throws IOException {
        var other = free(damaged);
        try {
            Files.createLink(other, damaged);
        } catch (UnsupportedOperationException | FileSystemException unknown) {
            Files.move(damaged, other);
        }
        kept.add(other);
    }

    private static Path free(Path damaged) {
        var other = damaged.resolveSibling(damaged.getFileName() + ".damaged");
        for (int i = 2; Files.exists(other); i++) {
            other = damaged.resolveSibling(damaged.getFileName() + ".damaged-" + i);
        }
        return other;
    }
}
