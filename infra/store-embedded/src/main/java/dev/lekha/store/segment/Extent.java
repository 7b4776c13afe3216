package dev.lekha.store.segment;

import dev.lekha.store.segment.TailMark.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/*
 * The mark is read before the segments are listed, so what it promises is among them. A segment that another follows
 * is written no more. Of the last one only what the mark promises may be read, since the rest may be cut off at any
 * moment; where the mark does not speak of it, it has only just been begun.
 */

/**
 * Which bytes of a log may be read at one moment, whoever writes it meanwhile.
 *
 * @param tail what the tail mark says
 * @param files the segments by their names, in order
 * @param strays files that look like segments and are not named as one
 */
record Extent(TailReading tail, List<File> files, List<Path> strays) {
    /** In the place of a last position that only the frames themselves can tell. */
    static final long OPEN = Long.MAX_VALUE;

    /**
     * A segment.
     *
     * @param first position of its first record, as its name says
     * @param last position of its last record, or {@link #OPEN}
     * @param limit bytes that may be read
     */
    record File(Path path, long first, long last, int limit) {
        static File sealed(Path path, long first, long next) {
            return new File(path, first, next - 1, Integer.MAX_VALUE);
        }

        boolean isSealed() {
            return limit == Integer.MAX_VALUE && last != OPEN;
        }

        /** Bytes that may be read; 0 where it is being archived. */
        long size() throws IOException {
            return Files.exists(path) ? Math.min(Files.size(path), limit) : 0;
        }

        /**
         * Where it is now, since a segment may be archived at any time.
         *
         * @throws NoSuchFileException where it is nowhere
         */
        File found(Names names) throws IOException {
            for (var one : names.segments()) {
                if (one.getFileName().equals(path.getFileName())) {
                    return new File(one, first, last, limit);
                }
            }
            throw new NoSuchFileException(path.toString());
        }

        /** Work that reads a segment. */
        @FunctionalInterface
        interface Reading<T> {
            T of(File file) throws IOException;
        }

        /** Reads it where it is, again where it was archived meanwhile. */
        <T> T read(Names names, Reading<T> reading) throws IOException {
            try {
                return reading.of(this);
            } catch (NoSuchFileException archived) {
                return reading.of(found(names));
            }
        }
    }

    /** Bytes that may be read, of all segments. */
    long bytes() throws IOException {
        long bytes = 0;
        for (var file : files) {
            bytes += file.size();
        }
        return bytes;
    }

    static Extent of(Names names) throws IOException {
        var tail = TailReading.of(names.tail());
        var all = names.segments();
        var paths = all.stream().filter(path -> Segment.firstOf(path).isPresent()).toList();
        var strays = all.stream().filter(path -> Segment.firstOf(path).isEmpty()).toList();
        var files = new ArrayList<File>();
        for (int i = 0; i < paths.size(); i++) {
            long first = first(paths, i);
            if (i + 1 < paths.size()) {
                files.add(File.sealed(paths.get(i), first, first(paths, i + 1)));
            } else {
                last(paths.get(i), first, tail.end()).ifPresent(files::add);
            }
        }
        return new Extent(tail, files, strays);
    }

    private static long first(List<Path> paths, int number) {
        return Segment.firstOf(paths.get(number)).orElseThrow();
    }

    private static Optional<File> last(Path path, long first, Optional<End> mark) {
        if (mark.isEmpty()) {
            return Optional.of(new File(path, first, OPEN, Integer.MAX_VALUE));
        }
        var end = mark.get();
        if (end.segment() < first) {
            return Optional.empty();
        }
        return Optional.of(
                end.segment() == first
                        ? new File(path, first, end.position(), (int) end.offset())
                        : File.sealed(path, first, end.segment()));
    }

    /** The last position that was acknowledged, 0 where nobody says so. */
    long acknowledged() {
        return tail.end().map(End::position).orElse(0L);
    }
}
