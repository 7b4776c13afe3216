package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** Copies a segment into another folder, so that it is there whole, durable and verified. */
final class SegmentCopy {
    private static final long AT_ONCE = 8 << 20;

    private SegmentCopy() {}

    /**
     * Copies what may be read of a segment under its own name.
     *
     * @param before chain of the frame before, where that is known
     * @return how far the copy goes
     * @throws LogDamaged where the segment does not hold what it must
     */
    static Reach into(Path folder, Extent.File file, Optional<byte[]> before) throws IOException {
        var name = Segment.name(file.first());
        var unfinished = folder.resolve(name + ".tmp");
        try {
            Files.deleteIfExists(unfinished);
            append(file.path(), 0, file.limit(), unfinished);
            var reach = verified(unfinished, file, before);
            Disk.cut(unfinished, reach.end());
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            Disk.forceNames(unfinished);
            return reach;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Appends bytes of one file to another, which is made where it is missing, and forces them.
     *
     * @param at the first of them
     * @param limit behind the last of them, where the file has so many
     */
    static void append(Path from, long at, long limit, Path to) throws IOException {
        try (var source = FileChannel.open(from, StandardOpenOption.READ);
                var target =
                        FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            target.position(target.size());
            long end = Math.min(source.size(), limit);
            for (long next = at; next < end; ) {
                long moved = source.transferTo(next, Math.min(AT_ONCE, end - next), target);
                if (moved <= 0) {
                    // Cut behind its last frame meanwhile; what must be there is verified later.
                    break;
                }
                next += moved;
            }
            target.force(true);
        }
    }

    /**
     * Goes through a copy.
     *
     * @param file what it is a copy of
     * @throws LogDamaged where the copy does not hold what it must
     */
    static Reach verified(Path copy, Extent.File file, Optional<byte[]> before) throws IOException {
        var segment = Segment.open(copy);
        if (segment.first() != file.first()
                || before.filter(chain -> !Arrays.equals(chain, segment.chain())).isPresent()) {
            throw new LogDamaged(file.path(), "it does not continue the segment before");
        }
        var reach = Reach.of(segment, file.last());
        if (reach.last() != file.last()) {
            throw new LogDamaged(
                    file.path(), "it does not hold the event at position " + (reach.last() + 1));
        }
        return reach;
    }
}
