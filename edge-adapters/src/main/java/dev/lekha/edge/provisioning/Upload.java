package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * A file as it was sent, whole and on disk, and known to be readable to its end.
 *
 * @param digest {@code sha-256:} and hex
 */
record Upload(Path file, Rows.Format format, String digest, long bytes, long rows) {
    private static final int CHUNK = 64 * 1024;

    /**
     * Takes a file in.
     *
     * @throws Refused where it is too large, or not what it says it is
     */
    static Upload receive(InputStream in, Path to, Rows.Format format, ImportSettings settings)
            throws IOException {
        try {
            var digest = sha256();
            long bytes = copy(in, to, digest, settings);
            TextCheck.check(to);
            return new Upload(
                    to,
                    format,
                    "sha-256:" + HexFormat.of().formatHex(digest.digest()),
                    bytes,
                    count(to, format));
        } catch (IOException | RuntimeException refused) {
            Files.deleteIfExists(to);
            throw refused;
        }
    }

    /** Where it stays until its import is finished. */
    Upload keptAs(Path place) throws IOException {
        Files.move(
                file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Upload(place, format, digest, bytes, rows);
    }

    private static long copy(InputStream in, Path to, MessageDigest digest, ImportSettings settings)
            throws IOException {
        long start = System.nanoTime();
        long length = 0;
        var buffer = new byte[CHUNK];
        try (var channel =
                FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                check(length, System.nanoTime() - start, settings);
                digest.update(buffer, 0, read);
                var piece = ByteBuffer.wrap(buffer, 0, read);
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
            channel.force(true);
        }
        return length;
    }

    private static void check(long length, long nanos, ImportSettings settings) {
        if (length > settings.sizeLimit().toBytes()) {
            throw new Refused(
                    Refused.Kind.TOO_LARGE,
                    "body-too-large",
                    "A file has at most " + settings.sizeLimit().toBytes() + " bytes.");
        }
        if (nanos > settings.uploadTime().toNanos()) {
            throw new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT);
        }
    }

    private static long count(Path file, Rows.Format format) throws IOException {
        try (var rows = format.open(file)) {
            long count = 0;
            while (rows.next().isPresent()) {
                count++;
            }
            return count;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256", "SUN");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
