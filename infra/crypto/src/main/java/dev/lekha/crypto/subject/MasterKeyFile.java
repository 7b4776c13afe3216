package dev.lekha.crypto.subject;

import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.UniqueId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A master key as a file for its owner alone: {@code lekha-master-key 1}, a line feed, 32 bytes in
 * base64, a line feed.
 */
public final class MasterKeyFile {
    private static final String HEAD = "lekha-master-key 1\n";
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private MasterKeyFile() {}

    /**
     * The key of the file, or nothing where there is no file.
     *
     * @throws KeyUnusable where it is no such file, or is open to others
     */
    public static Optional<MasterKey> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (isPosix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new KeyUnusable(
                        file + " is open to others; make it rw------- or replace it.");
            }
            return Optional.of(new MasterKey(parse(file, Files.readString(file))));
        } catch (IOException unreadable) {
            throw new KeyUnusable(file + " cannot be read as a master key.", unreadable);
        }
    }

    private static byte[] parse(Path file, String text) {
        try {
            var bytes = Base64.getDecoder().decode(text.substring(HEAD.length()).strip());
            if (text.startsWith(HEAD) && bytes.length == SecretKey256.BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            throw new KeyUnusable(file + " holds no master key.", unreadable);
        }
        throw new KeyUnusable(file + " holds no master key.");
    }

    /**
     * The key of the file, which is made where there is none and then survives a loss of power.
     * Where two make it, both get the one that was first.
     */
    public static MasterKey readOrMake(Path file) {
        var found = read(file);
        return found.orElseGet(() -> {
            make(file);
            return read(file).orElseThrow();
        });
    }

    private static void make(Path file) {
        var text = HEAD + Base64.getEncoder().encodeToString(SecretKey256.random()) + "\n";
        try {
            var folder = file.toAbsolutePath().resolveSibling(".").normalize();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
            }
            var own = folder.resolve(file.getFileName() + "." + UniqueId.next());
            write(own, text);
            link(own, file);
            try (var entries = FileChannel.open(folder)) {
                entries.force(true);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A link is made wholly or not at all, and never over what is there. */
    private static void link(Path own, Path file) throws IOException {
        try {
            Files.createLink(file, own);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            // Then that is the key.
            if (!Files.exists(file)) {
                throw anotherWasFirst;
            }
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static void write(Path file, String text) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = FileChannel.open(file, options, ownerOnly(file, "rw-------"))) {
            for (var rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                    rest.hasRemaining(); ) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    /** One-way, and of no use to whoever looks for the key. */
    static byte[] fingerprint(byte[] key) {
        return Sha2.SHA_256.of(HEAD.getBytes(StandardCharsets.US_ASCII), key);
    }

    private static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
