package dev.lekha.bench;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.AbstractHistogram;

/** A file that is appended to and forced, one write at a time: what the disk itself takes. */
record RawAppends(FileChannel file) implements AutoCloseable {
    static RawAppends in(Path folder) throws IOException {
        return new RawAppends(FileChannel.open(folder.resolve("raw"), CREATE, APPEND));
    }

    /** Nanoseconds of each append of so many bytes, its force included. */
    AbstractHistogram run(int bytes, Duration duration) throws IOException {
        var nanos = Latencies.histogram();
        var record = ByteBuffer.allocateDirect(bytes);
        var until = System.nanoTime() + duration.toNanos();
        do {
            var began = System.nanoTime();
            file.write(record.rewind());
            file.force(false);
            Latencies.record(nanos, System.nanoTime() - began);
        } while (System.nanoTime() < until);
        return nanos;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
