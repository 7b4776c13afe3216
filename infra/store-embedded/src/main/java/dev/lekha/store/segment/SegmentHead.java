package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/*
 * A mapped file whose blocks the disk cannot give ends in an error of the virtual machine, and not in an exception.
 * So each file is read once through a channel first; what is looked at afterwards is in memory.
 */

/** Opens segments to check them: one whose head is damaged too, since its frames may be whole. */
final class SegmentHead {
    private static final int SOME = 1 << 20;
    private static final int FIRST_AT = 16;
    private static final int CHAIN_AT = 24;

    private SegmentHead() {}

    /**
     * The segment, as its name and the one before it say it must be; empty where nothing of it can
     * be read.
     *
     * @param before chain of the frame before, where that is known
     */
    static Optional<Segment> read(Extent.File file, Optional<byte[]> before, Findings findings)
            throws IOException {
        long unread = unreadable(file.path(), file.limit());
        if (unread >= 0) {
            findings.segment(file.path(), unread, file.first(), "the disk cannot read it");
            return Optional.empty();
        }
        try {
            return Optional.of(fitting(Segment.open(file.path()), file, before, findings));
        } catch (LogDamaged damaged) {
            findings.segment(file.path(), 0, file.first(), damaged.finding());
            return headless(file, before);
        }
    }

    private static Segment fitting(
            Segment segment, Extent.File file, Optional<byte[]> before, Findings findings) {
        if (segment.first() != file.first()) {
            findings.segment(
                    file.path(),
                    FIRST_AT,
                    file.first(),
                    "it begins at position %d, its name says otherwise".formatted(segment.first()));
        }
        if (before.filter(chain -> !Arrays.equals(chain, segment.chain())).isPresent()) {
            findings.segment(
                    file.path(), CHAIN_AT, file.first(), "it does not continue the segment before");
        }
        return segment;
    }

    private static Optional<Segment> headless(Extent.File file, Optional<byte[]> before)
            throws IOException {
        try (var bytes = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            var mapped = Segment.map(bytes);
            if (mapped.capacity() < Segment.HEAD) {
                return Optional.empty();
            }
            var chain = before.orElseGet(() -> new byte[Frame.CHAIN]);
            return Optional.of(new Segment(file.path(), file.first(), chain, mapped));
        }
    }

    /** The first byte that the disk does not give; -1 where it gives all up to the limit. */
    static long unreadable(Path path, long limit) throws IOException {
        long at = 0;
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var some = ByteBuffer.allocateDirect(SOME);
            int read = 0;
            while (at < limit && read >= 0) {
                at += read;
                read = file.read(some.clear(), at);
            }
            return -1;
        } catch (NoSuchFileException moved) {
            throw moved;
        } catch (IOException unreadable) {
            return at;
        }
    }
}
