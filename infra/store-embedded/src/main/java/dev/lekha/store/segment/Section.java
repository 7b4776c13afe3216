package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file that is written from its beginning to its end, beside others of the same. */
final class Section {
    /** Whoever forces another file may have to wait for all that is unforced here. */
    private static final long FORCED_EACH = 4 << 20;

    private final FileChannel file;
    private final ByteBuffer some = ByteBuffer.allocateDirect(1 << 16);
    private long at;
    private long unforced;

    Section(FileChannel file, long at) {
        this.file = file;
        this.at = at;
    }

    void putInt(int value) throws IOException {
        if (some.remaining() < Integer.BYTES) {
            flush();
        }
        some.putInt(value);
    }

    void putLong(long value) throws IOException {
        if (some.remaining() < Long.BYTES) {
            flush();
        }
        some.putLong(value);
    }

    void flush() throws IOException {
        some.flip();
        unforced += some.remaining();
        while (some.hasRemaining()) {
            at += file.write(some, at);
        }
        some.clear();
        if (unforced >= FORCED_EACH) {
            file.force(false);
            unforced = 0;
        }
    }
}
