package dev.lekha.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder that holds all of one store, held by one process at a time. */
public final class DataFolder implements AutoCloseable {
    /** Of the data format: 1 kept the log in SQLite, 2 keeps it in segments. */
    static final int VERSION = 2;

    /*
     * Folders held by this process. The system forgets a lock as soon as the process closes any channel to the file,
     * so a second attempt from within must not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing, for its owner alone, and takes hold of it.
     *
     * @throws FolderUnusable where another process holds it, or a newer version wrote it
     */
    public static DataFolder hold(Path folder) throws IOException {
        create(folder);
        return hold(folder, format -> format.require(VERSION));
    }

    /**
     * Takes hold of a folder to put a copy into it, which is no data folder until it is {@linkplain
     * #finish finished}, unless it was one before.
     */
    static DataFolder holdToCopy(Path folder) throws IOException {
        create(folder);
        return hold(folder, format -> format.requireOrBegin(VERSION));
    }

    /**
     * Takes hold of a folder of the format before, to convert it.
     *
     * @throws FolderUnusable where it is none, or another process holds it
     */
    static DataFolder holdOlder(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("log.db"))) {
            throw new FolderUnusable(
                    "%s holds no log of data format 1: there is nothing to convert."
                            .formatted(folder));
        }
        return hold(folder, format -> format.require(VERSION - 1));
    }

    /** Fails where it is not the format that is wanted. */
    @FunctionalInterface
    private interface Check {
        void of(FormatFile format) throws IOException;
    }

    private static DataFolder hold(Path folder, Check check) throws IOException {
        var path = folder.toRealPath();
        if (!HELD.add(path)) {
            throw heldBy(path, "this process, " + ProcessHandle.current().pid());
        }
        try {
            return new DataFolder(path, lock(path, check));
        } catch (IOException | RuntimeException failed) {
            HELD.remove(path);
            throw failed;
        }
    }

    /** Finds a folder that is there, without holding it: another process may go on writing. */
    static Path find(Path folder) throws IOException {
        var format = new FormatFile(folder);
        if (!format.exists()) {
            throw new FolderUnusable(folder + " is not a data folder of Lekha.");
        }
        format.require(VERSION);
        return folder.toRealPath();
    }

    /**
     * The log of a folder that is there, which another process may go on writing.
     *
     * @throws FolderUnusable where the folder is none of this version
     */
    public static Path findLog(Path folder) throws IOException {
        return EmbeddedStore.logFolder(find(folder));
    }

    public Path path() {
        return path;
    }

    private static void create(Path folder) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(folder) && posix) {
            var ownerOnly = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static FileChannel lock(Path path, Check check) throws IOException {
        var channel =
                FileChannel.open(
                        path.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw heldBy(path, "process " + holder(channel));
            }
            check.of(new FormatFile(path));
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        return pid.position() == 0
                ? "unknown"
                : new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
    }

    private static FolderUnusable heldBy(Path path, String holder) {
        return new FolderUnusable(
                "The data folder %s is in use by %s. Stop that one first, or name another folder."
                        .formatted(path, holder));
    }

    /** From now on it is a data folder of this version, and all files in it have their names. */
    void finish() throws IOException {
        new FormatFile(path).write(VERSION);
    }

    @Override
    public void close() throws IOException {
        lock.close();
        HELD.remove(path);
    }
}
