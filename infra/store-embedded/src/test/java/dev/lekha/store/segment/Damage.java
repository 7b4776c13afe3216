package dev.lekha.store.segment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Changes stored bytes behind the store's back. */
public final class Damage {
    private Damage() {}

    /** Flips the last byte of the event's record, which belongs to its body or its end. */
    public static void flip(Path folder, long position) {
        try {
            var segments = Following.open(new Names(folder));
            long head = segments.head().position();
            if (position > head) {
                throw new IllegalArgumentException("the log ends at position " + head);
            }
            var layout = segments.layout();
            var segment = layout.segment(position);
            int offset = layout.part(position).offset(position);
            flipByte(segment.path(), offset + Records.lengthAt(segment.bytes(), offset) - 1L);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void flipByte(Path file, long at) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 0x20);
        }
    }
}
