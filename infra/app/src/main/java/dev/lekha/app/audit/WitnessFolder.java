package dev.lekha.app.audit;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.witness.WitnessStates;
import dev.lekha.kernel.Sha2;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What a witness must never forget, in a folder that one process has for itself: in {@code logs/} a
 * file for each origin, named by its SHA-256, with the checkpoint cosigned last; in {@code keys/}
 * its keys.
 */
final class WitnessFolder implements WitnessStates, Closeable {
    private final Path folder;
    private final FileChannel hold;

    private WitnessFolder(Path folder, FileChannel hold) {
        this.folder = folder;
        this.hold = hold;
    }

    /**
     * Makes it for its owner alone where it is missing.
     *
     * @throws IOException where another process has it
     */
    static WitnessFolder hold(Path folder) throws IOException {
        var owner = PosixFilePermissions.fromString("rwx------");
        for (var wanted : new Path[] {folder, folder.resolve("logs"), folder.resolve("keys")}) {
            if (!Files.isDirectory(wanted)) {
                Files.createDirectories(wanted, PosixFilePermissions.asFileAttribute(owner));
            }
        }
        var lock =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new WitnessFolder(folder, lock);
            }
        } catch (OverlappingFileLockException heldHere) {
            lock.close();
            throw new IOException(folder + " is in use by this process.", heldHere);
        }
        lock.close();
        throw new IOException(folder + " is in use by another process.");
    }

    Path keys() {
        return folder.resolve("keys");
    }

    private KeptNote kept(String origin) {
        var name = Sha2.SHA_256.hex(origin.getBytes(StandardCharsets.UTF_8));
        return new KeptNote(folder.resolve("logs").resolve(name));
    }

    @Override
    public synchronized Optional<Note> latest(String origin) {
        return kept(origin).read();
    }

    @Override
    public synchronized boolean replace(String origin, Optional<Note> expected, Note next) {
        var kept = kept(origin);
        if (!kept.read().equals(expected)) {
            return false;
        }
        kept.replace(next);
        return true;
    }

    @Override
    public void close() throws IOException {
        hold.close();
    }
}
