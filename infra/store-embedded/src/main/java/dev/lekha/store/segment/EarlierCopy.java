package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;

/**
 * What a backup's folder holds from the time before. It is only ever added to: what is not a part
 * of the log is of another one, or the only copy of something lost, and is not written over.
 */
final class EarlierCopy {
    private final Path folder;

    EarlierCopy(Path folder) {
        this.folder = folder;
    }

    /**
     * Clears away what an interrupted backup has left.
     *
     * @throws Refused where there are segments that the log does not have
     */
    void requirePartOf(Extent extent) throws IOException {
        var names = new Names(folder);
        var known = new HashSet<Path>();
        extent.files().forEach(file -> known.add(file.path().getFileName()));
        for (var path : names.segments()) {
            if (!known.contains(path.getFileName())) {
                throw foreign(path);
            }
        }
        for (var unfinished : names.unfinished()) {
            Files.delete(unfinished);
        }
    }

    /**
     * Whether it has all that may be read of the segment; else it has less, or nothing.
     *
     * @throws Refused where it has something else in its place
     */
    boolean holds(Extent.File file) throws IOException {
        var path = folder.resolve(Segment.name(file.first()));
        if (!Files.exists(path)) {
            return false;
        }
        long size = Files.size(path);
        long wanted = file.size();
        if (size > wanted || size < Segment.HEAD + Frame.LEAST || !isSame(path, file, size)) {
            throw foreign(path);
        }
        return size == wanted;
    }

    /** All of what is shorter; head and end of what is as long, since their chains are of all. */
    private static boolean isSame(Path path, Extent.File file, long size) throws IOException {
        return size < file.size()
                ? isSame(path, file, 0, size)
                : isSame(path, file, 0, Segment.HEAD)
                        && isSame(path, file, size - Frame.CHAIN, Frame.CHAIN);
    }

    private static boolean isSame(Path path, Extent.File file, long at, long size)
            throws IOException {
        return map(path, at, size).equals(map(file.path(), at, size));
    }

    private static ByteBuffer map(Path path, long at, long size) throws IOException {
        try (var bytes = FileChannel.open(path, StandardOpenOption.READ)) {
            return bytes.map(MapMode.READ_ONLY, at, size);
        }
    }

    private static Refused foreign(Path path) {
        return new Refused(
                Refused.Kind.CONFLICT,
                "backup-of-another-log",
                "%s is no part of this log as it is now. Back up to another folder, and keep this one."
                        .formatted(path));
    }
}
