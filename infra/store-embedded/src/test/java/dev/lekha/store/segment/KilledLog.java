package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.event;

import dev.lekha.store.segment.TailMark.End;
import dev.lekha.store.tck.Appends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;

/**
 * A log of one segment as a kill leaves it: nobody has sealed it.
 *
 * @param original its files
 * @param copy where they are put, changed, to be opened
 * @param bodies of all events
 * @param ends where each batch begins in the segment, and where the last one ends
 * @param marks bytes of the tail file after each batch
 */
record KilledLog(
        Path original, Path copy, List<String> bodies, List<Integer> ends, List<byte[]> marks) {
    /** Batches, each in a frame of its own that covers some blocks of a disk. */
    static KilledLog fill(Path parent, int batches, int batch, Random random) throws IOException {
        var open = parent.resolve("open");
        var killed =
                new KilledLog(
                        parent.resolve("original"),
                        parent.resolve("copy"),
                        new ArrayList<>(),
                        new ArrayList<>(List.of(Segment.HEAD)),
                        new ArrayList<>());
        try (var log = open(open)) {
            for (int i = 0; i < batches; i++) {
                killed.append(log, i, batch, random);
                killed.marks.add(Files.readAllBytes(new Names(open).tail()));
                killed.ends.add((int) TailMark.read(new Names(open).tail()).orElseThrow().offset());
            }
            Folders.copy(open, killed.original);
        }
        return killed;
    }

    private void append(SegmentLog log, int number, int batch, Random random) {
        var texts = Stream.generate(() -> number + text(random)).limit(batch).toList();
        bodies.addAll(texts);
        Appends.append(
                log,
                texts.stream()
                        .map(body -> event(body, "batch=" + number))
                        .toArray(TaggedEventMessage[]::new));
    }

    private static String text(Random random) {
        return random.ints(900 + random.nextInt(1_400), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static SegmentLog open(Path folder) {
        return SmallSegments.log(folder, 1 << 17);
    }

    byte[] segment() throws IOException {
        return Files.readAllBytes(new Names(original).segment(1));
    }

    /**
     * @param tail the tail file, empty for none
     */
    void copyWith(byte[] segment, byte[] tail) {
        try {
            Folders.copy(original, copy);
            Files.write(new Names(copy).segment(1), segment);
            Files.delete(new Names(copy).tail());
            if (tail.length > 0) {
                Files.write(new Names(copy).tail(), tail);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The position that the copy's tail file names, 0 for none. */
    long marked() {
        try {
            return TailMark.read(new Names(copy).tail()).map(End::position).orElse(0L);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
