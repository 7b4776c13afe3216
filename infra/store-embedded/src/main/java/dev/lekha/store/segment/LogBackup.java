package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.TailMark.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/*
 * Each segment is whole in its new folder before it has its name there, and the tail mark comes last. So whatever
 * interrupts a backup, the folder holds a log that opens: the one before, or more of it.
 */

/**
 * Copies a log while it is written: all that was acknowledged when the copying began. Sealed
 * segments that are there already are not copied again, and each copy is verified. Sidecars are not
 * copied, since they are made anew where they are missing.
 */
public final class LogBackup {
    private final Names names;
    private final Path target;
    private final Extent extent;
    private int copied;
    private int kept;
    private Optional<byte[]> chain = Optional.of(new byte[Frame.CHAIN]);
    private End end = new End(1, Segment.HEAD, 0);

    private LogBackup(Names names, Path target) throws IOException {
        this.names = names;
        this.target = target;
        this.extent = Extent.of(names);
    }

    /**
     * What the copy holds.
     *
     * @param head position of its last event, 0 where it has none
     * @param chain of its last frame, in lower-case hex: a digest of all that it holds
     * @param copied segments that were copied
     * @param kept segments that were there already
     */
    public record Done(long head, String chain, int copied, int kept) {}

    /**
     * @param log its folder
     * @param target folder of the copy, made where it is missing
     * @throws Refused where the target holds something else
     * @throws LogDamaged where the log is damaged; a check says more
     */
    public static Done run(Path log, Path target, Progress progress) throws IOException {
        Files.createDirectories(target);
        return new LogBackup(new Names(log), target).run(progress);
    }

    private Done run(Progress progress) throws IOException {
        var earlier = new EarlierCopy(target);
        earlier.requirePartOf(extent);
        long done = 0;
        long all = extent.bytes();
        for (var file : extent.files()) {
            progress.at(done, all);
            if (file.first() != end.position() + 1) {
                throw missing();
            }
            file.read(names, found -> take(ended(found), earlier));
            done += file.size();
        }
        progress.at(done, all);
        if (end.position() < extent.acknowledged()) {
            throw missing();
        }
        mark();
        return new Done(end.position(), HexFormat.of().formatHex(lastChain()), copied, kept);
    }

    private byte[] lastChain() throws IOException {
        return end.position() == 0
                ? new byte[Frame.CHAIN]
                : Reach.of(Segment.open(new Names(target).segment(end.segment())), Extent.OPEN)
                        .chain();
    }

    private LogDamaged missing() {
        return new LogDamaged(names.segment(end.position() + 1), "it is missing");
    }

    /** Without a tail mark the last segment goes as far as its frames do. */
    private static Extent.File ended(Extent.File file) throws IOException {
        if (file.last() != Extent.OPEN) {
            return file;
        }
        var reach = Reach.of(Segment.open(file.path()), Extent.OPEN);
        return new Extent.File(file.path(), file.first(), reach.last(), reach.end());
    }

    private End take(Extent.File file, EarlierCopy earlier) throws IOException {
        if (file.last() < file.first()) {
            return end;
        }
        long size = file.size();
        if (earlier.holds(file)) {
            kept++;
            chain = Optional.empty();
        } else {
            var reach = SegmentCopy.into(target, file, chain);
            copied++;
            size = reach.end();
            chain = Optional.of(reach.chain());
        }
        end = new End(file.first(), size, file.last());
        return end;
    }

    private void mark() throws IOException {
        var mark = TailMark.open(new Names(target).tail());
        if (end.position() > 0) {
            mark.set(end);
        }
        mark.force();
        Disk.forceNames(new Names(target).tail());
    }
}
