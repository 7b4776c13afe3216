package dev.lekha.app.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The lock of a folder of evidence: of who writes there, until its channel is closed. */
public final class FolderLock {
    private FolderLock() {}

    /** Nothing where somebody has it, in this process or another. */
    public static Optional<FileChannel> tried(Path evidence) throws IOException {
        var channel =
                FileChannel.open(
                        evidence.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException heldHere) {
            // As good as held elsewhere.
        }
        channel.close();
        return Optional.empty();
    }
}
