package dev.lekha.store.embedded;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.LogBackup;
import dev.lekha.store.segment.LogCheck;
import dev.lekha.store.segment.LogReport;
import dev.lekha.store.segment.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Copies a data folder, which a process may be using: the log, the tokens, the wrapped keys of
 * subjects and the operator's key. Views and the index are not copied, since they are made of the
 * log. The copy is a data folder itself.
 */
public final class FolderBackup {
    private static final String KEY = "operator.key";

    private FolderBackup() {}

    /**
     * Puts all that was acknowledged when it began into a folder, or into an earlier backup what
     * has come since.
     *
     * @param to made where it is missing
     * @return what the backup holds now
     * @throws FolderUnusable where the data folder is none, or another process uses the backup
     * @throws Refused where the backup's folder holds something else
     * @throws dev.lekha.store.segment.LogDamaged where the log is damaged
     */
    public static LogBackup.Done make(Path data, Path to, Progress progress) throws IOException {
        var from = DataFolder.find(data);
        if (to.toAbsolutePath().normalize().startsWith(from)) {
            throw refused("backup-in-data", to + " is in the data folder itself.");
        }
        if (!Files.exists(to.resolve("format")) && !isEmpty(to)) {
            throw refused("backup-elsewhere", to + " is neither empty nor a backup.");
        }
        try (var target = DataFolder.holdToCopy(to)) {
            var done = copy(from, target.path(), progress);
            target.finish();
            return done;
        }
    }

    /**
     * Puts a backup into a new folder and checks the log that it has become.
     *
     * @param data new or empty
     * @return what the check says of it; where that is damage, the folder cannot be used
     * @throws FolderUnusable where the backup is none, or was never finished
     * @throws Refused where there is something in the folder
     */
    public static LogReport restore(Path backup, Path data, Progress progress) throws IOException {
        var from = DataFolder.find(backup);
        if (!isEmpty(data)) {
            throw refused("restore-not-empty", data + " is not empty. Name a new folder.");
        }
        try (var target = DataFolder.holdToCopy(data)) {
            copy(from, target.path(), progress);
            var report = LogCheck.run(EmbeddedStore.logFolder(target.path()), progress);
            if (report.verdict() != LogReport.Verdict.DAMAGED) {
                target.finish();
            }
            return report;
        }
    }

    /** Tokens are read first, so that none is ahead of the log that is copied after them. */
    private static LogBackup.Done copy(Path from, Path to, Progress progress) throws IOException {
        var tokens = TokenCopy.make(from, to);
        var done =
                LogBackup.run(EmbeddedStore.logFolder(from), EmbeddedStore.logFolder(to), progress);
        tokens.use();
        // After the log: a key is kept before anything that it has sealed.
        KeyCopy.make(from, to);
        copyKey(from, to);
        return done;
    }

    private static void copyKey(Path from, Path to) throws IOException {
        if (Files.exists(from.resolve(KEY))) {
            var key = ByteBuffer.wrap(Files.readAllBytes(from.resolve(KEY)));
            var unfinished = to.resolve(KEY + ".tmp");
            Files.deleteIfExists(unfinished);
            try (var file =
                    FileChannel.open(
                            unfinished,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownerOnly())) {
                file.write(key);
                file.force(true);
            }
            Files.move(unfinished, to.resolve(KEY), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return !Files.exists(folder);
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static Refused refused(String code, String sentence) {
        return new Refused(Refused.Kind.CONFLICT, code, sentence);
    }
}
