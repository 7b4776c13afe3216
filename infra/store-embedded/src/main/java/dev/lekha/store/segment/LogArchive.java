package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/*
 * A process that has the log open keeps its mappings of what is moved, and finds the rest through the list of archives.
 * It opens a segment once more by its name when it has written the sidecar; so one is moved only when that is done,
 * which is sure when the next one has its sidecar too.
 */

/**
 * Moves sealed segments into another folder, from which they are read as before. The copy is
 * durable and verified and the folder is noted before the original is deleted.
 */
public final class LogArchive {
    private static final String LOCK = "archive.lock";

    private final Names names;
    private final Path archive;
    private final List<Extent.File> files;
    private final List<Sidecar> sidecars;

    /**
     * What was done.
     *
     * @param moved segments
     * @param bytes that they hold
     * @param last position in them, 0 where there was nothing to move
     */
    public record Done(int moved, long bytes, long last) {}

    private LogArchive(Names names, Path archive) throws IOException {
        this.names = names;
        this.archive = archive;
        this.files = Extent.of(names).files();
        this.sidecars = sidecars(names);
    }

    /**
     * @param log its folder
     * @param archive where the segments go, made where it is missing
     * @param before only segments whose records all lie before this position
     * @throws Refused where the archive cannot be used, or another archiving is under way
     * @throws LogDamaged where a segment is damaged; those before it have been moved
     */
    public static Done run(Path log, Path archive, long before, Progress progress)
            throws IOException {
        var names = new Names(log.toRealPath());
        var folder = Files.createDirectories(archive).toRealPath();
        if (folder.startsWith(names.folder())) {
            throw refused("archive-in-log", folder + " is in the folder of the log itself.");
        }
        try (var alone =
                        FileChannel.open(
                                names.folder().resolve(LOCK),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = alone.tryLock()) {
            if (lock == null) {
                throw alreadyArchiving();
            }
            return new LogArchive(names, folder).run(before, progress);
        } catch (OverlappingFileLockException ofThisProcess) {
            throw alreadyArchiving();
        }
    }

    private static Refused alreadyArchiving() {
        return refused("archiving-already", "Another archiving of this log is under way.");
    }

    private static List<Sidecar> sidecars(Names names) throws IOException {
        var found = new ArrayList<Sidecar>();
        for (var path : names.sidecars()) {
            try {
                found.add(Sidecar.open(path));
            } catch (SidecarDamaged | NoSuchFileException none) {
                // The platform makes it anew, or has merged it.
                continue;
            }
        }
        return found;
    }

    private Done run(long before, Progress progress) throws IOException {
        long all = 0;
        var numbers =
                IntStream.range(0, files.size() - 1).filter(i -> isMovable(i, before)).toArray();
        for (int i : numbers) {
            all += files.get(i).size();
        }
        long bytes = 0;
        long last = 0;
        for (int i : numbers) {
            progress.at(bytes, all);
            bytes += files.get(i).size();
            move(files.get(i), files.get(i + 1));
            last = files.get(i).last();
        }
        return new Done(numbers.length, bytes, last);
    }

    private boolean isMovable(int number, long before) {
        var file = files.get(number);
        return file.last() < before
                && names.folder().equals(file.path().getParent())
                && isIndexed(number);
    }

    private boolean isIndexed(int number) {
        return hasSidecar(files.get(number)) && hasSidecar(files.get(number + 1));
    }

    private boolean hasSidecar(Extent.File file) {
        return sidecars.stream()
                .anyMatch(one -> one.first() <= file.first() && one.last() >= file.last());
    }

    private void move(Extent.File file, Extent.File follower) throws IOException {
        var copy = archive.resolve(Segment.name(file.first()));
        var reach =
                Files.exists(copy)
                        ? SegmentCopy.verified(
                                copy,
                                new Extent.File(copy, file.first(), file.last(), file.limit()),
                                Optional.empty())
                        : SegmentCopy.into(archive, file, Optional.empty());
        if (!Arrays.equals(reach.chain(), Segment.open(follower.path()).chain())) {
            throw refused("archive-of-another-log", copy + " is not what this log continues.");
        }
        names.addArchive(archive);
        if (!names.archives().contains(archive)) {
            throw new IOException("the archive could not be noted");
        }
        Files.delete(file.path());
        Disk.forceNames(file.path());
    }

    private static Refused refused(String code, String sentence) {
        return new Refused(Refused.Kind.CONFLICT, code, sentence);
    }
}
