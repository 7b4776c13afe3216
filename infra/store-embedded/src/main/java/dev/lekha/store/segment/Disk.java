package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Where segments are written; a port, so that a test can play a disk that fails. */
@FunctionalInterface
interface Disk {
    int FILLED_AT_ONCE = 1 << 19;

    /** A file that is written at its end. */
    interface Tail extends AutoCloseable {
        /** Writes all of it. */
        void write(ByteBuffer bytes, long at) throws IOException;

        /** Returns when what was written is durable. */
        void force() throws IOException;

        void truncate(long size) throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * Makes a file, or empties the one that is there.
     *
     * @param size that it has at once, as a hole
     */
    Tail create(Path path, long size) throws IOException;

    /** Makes a file whose every byte has been written, and is zero. */
    default Tail createFilled(Path path, long size) throws IOException {
        var file = create(path, size);
        try {
            var zeros = ByteBuffer.allocateDirect(FILLED_AT_ONCE);
            for (long at = 0; at < size; at += FILLED_AT_ONCE) {
                zeros.clear().limit((int) Math.min(FILLED_AT_ONCE, size - at));
                file.write(zeros, at);
                file.force();
            }
            return file;
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    /** The file system. */
    Disk FILES =
            (path, size) -> {
                var file =
                        FileChannel.open(
                                path,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
                file.write(ByteBuffer.wrap(new byte[1]), size - 1);
                return new ChannelTail(file);
            };

    /** Makes durable what is in a file. */
    static void force(Path file) throws IOException {
        try (var bytes = FileChannel.open(file, StandardOpenOption.WRITE)) {
            bytes.force(true);
        }
    }

    /** Cuts a file, and makes durable what is left. */
    static void cut(Path file, long size) throws IOException {
        try (var bytes = FileChannel.open(file, StandardOpenOption.WRITE)) {
            bytes.truncate(size);
            bytes.force(true);
        }
    }

    /**
     * Makes durable that a file has its name, and that others of its folder have theirs no more.
     */
    static void forceNames(Path file) throws IOException {
        var folder =
                Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
