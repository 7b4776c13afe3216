package dev.lekha.app.keys;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.key.KeyRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;

/**
 * The keys of a rotation under way, in {@code next/} of the key folder. From the moment at which
 * its event may stand in the log until all files are in their places, {@code next/applying} holds
 * the position, and nothing is published.
 */
public final class PendingKeys {
    /** Whoever holds this claim publishes, where processes share a log. */
    public static final String CLAIM = "publisher";

    private final Path keys;

    /**
     * @param keys the folder of the keys in force
     */
    public PendingKeys(Path keys) {
        this.keys = keys;
    }

    Path folder() {
        return keys.resolve("next");
    }

    void make() throws IOException {
        if (!Files.isDirectory(folder())) {
            var owner = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(folder(), PosixFilePermissions.asFileAttribute(owner));
        }
    }

    public boolean isApplying() {
        return applying().isPresent();
    }

    OptionalLong applying() {
        return DurableFile.read(marker())
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII).strip())
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    void begin(long position) {
        var text = position + "\n";
        DurableFile.ON_DISK.write(marker(), text.getBytes(StandardCharsets.US_ASCII));
    }

    /** As if it had not begun; only while its event does not stand in the log. */
    void abandon() throws IOException {
        Files.deleteIfExists(marker());
    }

    /** Puts them in force; the old ones stay in {@code retired/}, what was moved is passed over. */
    void moveIn(List<KeyRole> roles, long number) throws IOException {
        var retired = Files.createDirectories(keys.resolve("retired"));
        for (var role : roles) {
            var next = folder().resolve(role.file());
            var now = keys.resolve(role.file());
            if (Files.exists(next)) {
                if (Files.exists(now)) {
                    Files.move(
                            now,
                            retired.resolve((number - 1) + "-" + role.file()),
                            StandardCopyOption.ATOMIC_MOVE);
                }
                Files.move(next, now, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.deleteIfExists(marker());
    }

    private Path marker() {
        return folder().resolve("applying");
    }
}
