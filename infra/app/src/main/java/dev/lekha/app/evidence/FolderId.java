package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Tells one folder of evidence from another, in its file {@code id}: a number above 0 that is drawn
 * when the folder is made. Processes that share a log have to share the folder too.
 */
record FolderId(long value) {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}\n");
    private static final long MOST = 999_999_999_999_999_999L;

    /**
     * @throws Invalid where the file holds something else
     */
    static FolderId of(Path folder) {
        var file = folder.resolve("id");
        var kept = DurableFile.read(file);
        if (kept.isEmpty()) {
            draw(file);
            kept = DurableFile.read(file);
        }
        var text = new String(kept.orElseThrow(), StandardCharsets.US_ASCII);
        if (!FORM.matcher(text).matches()) {
            throw new Invalid(file + " holds no id");
        }
        return new FolderId(Long.parseLong(text.strip()));
    }

    /** Several processes may start at once; one of them draws. */
    private static void draw(Path file) {
        try (var lock =
                FileChannel.open(
                        file.resolveSibling("id.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            lock.lock();
            if (DurableFile.read(file).isEmpty()) {
                var id = new SecureRandom().nextLong(1, MOST) + "\n";
                DurableFile.ON_DISK.write(file, id.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
