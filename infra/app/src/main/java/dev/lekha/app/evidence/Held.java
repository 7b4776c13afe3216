package dev.lekha.app.evidence;

import dev.lekha.app.keys.FolderLock;
import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.witness.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * The folder while this process publishes into it. A lock stands behind the claim: a process that
 * stood still for longer than its claim lasts must not write beside the next one.
 */
record Held(FileChannel lock, Publication publication) implements AutoCloseable {
    static Held open(
            EvidenceSettings settings, Leaves log, WitnessQuorum witnesses, InstantSource clock) {
        try {
            makePrivate(settings.folder());
            makePrivate(settings.keys());
            var lock = lock(settings.folder());
            try {
                return new Held(lock, publication(settings, log, witnesses, clock));
            } catch (RuntimeException failed) {
                lock.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Publication publication(
            EvidenceSettings settings, Leaves log, WitnessQuorum witnesses, InstantSource clock) {
        var folder = settings.folder();
        var signers = LogSigners.of(settings);
        var publication =
                Publication.open(
                        log,
                        new TileFolder(folder),
                        new Checkpoints(folder, DurableFile.ON_DISK),
                        signers,
                        witnesses,
                        clock);
        leavePolicy(folder.resolve(FolderKeys.POLICY), signers.policy(witnesses.policy()));
        return publication;
    }

    /** For auditors; nobody would be helped by one that cannot be read. */
    private static void leavePolicy(Path file, byte[] policy) {
        Policy.parse(policy);
        var kept = DurableFile.read(file);
        if (kept.isEmpty() || !Arrays.equals(kept.get(), policy)) {
            DurableFile.ON_DISK.write(file, policy);
        }
    }

    static void makePrivate(Path folder) {
        if (!Files.isDirectory(folder)) {
            var owner = PosixFilePermissions.fromString("rwx------");
            try {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        return FolderLock.tried(folder)
                .orElseThrow(() ->
                        new IOException(folder + " is locked: somebody publishes there already"));
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
