package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The segment that is being written. Used by the writer's thread alone. */
final class Tip {
    private final Segment segment;
    private final GrowingIndex index;
    private final Disk.Tail file;
    private int end = Segment.HEAD;

    private Tip(Segment segment, GrowingIndex index, Disk.Tail file) {
        this.segment = segment;
        this.index = index;
        this.file = file;
    }

    /**
     * Begins a segment.
     *
     * @param file to be written, under the name that it keeps
     * @param chain of the frame before
     */
    static Tip begin(Disk.Tail file, Path path, long first, byte[] chain) throws IOException {
        try {
            file.write(ByteBuffer.wrap(Segment.head(first, chain)), 0);
            file.force();
            Disk.forceNames(path);
            return new Tip(Segment.open(path), new GrowingIndex(first), file);
        } catch (IOException | RuntimeException failed) {
            file.close();
            Files.deleteIfExists(path);
            throw failed;
        }
    }

    Segment segment() {
        return segment;
    }

    GrowingIndex index() {
        return index;
    }

    /** Where the next frame begins. */
    int end() {
        return end;
    }

    boolean hasRoom(long bytes) {
        return bytes <= segment.size() - end;
    }

    /** Whether it is time to think of the next one. */
    boolean isHalfFull() {
        return end > segment.size() / 2;
    }

    /** Whether nothing durable is in it. */
    boolean isEmpty() {
        return end == Segment.HEAD;
    }

    /** Returns when the frame is durable. */
    void write(ByteBuffer frame) throws IOException {
        int length = frame.remaining();
        file.write(frame, end);
        file.force();
        end += length;
    }

    /** Cuts off what is not durable, and writes no more. */
    void close() throws IOException {
        try {
            file.truncate(end);
        } finally {
            file.close();
        }
    }
}
