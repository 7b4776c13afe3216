package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file system that is really full: one of eight megabytes in memory, mounted in a name space of
 * its own. Skipped where the system does not let everybody mount one.
 */
@Timeout(120)
class FullDiskTest {
    private static final List<String> ALONE =
            List.of("unshare", "--user", "--map-root-user", "--mount");
    private static final String MOUNT = "mount -t tmpfs -o size=8m tmpfs \"$0\" && exec \"$@\"";

    @Test
    void a_full_disk_refuses_and_keeps_nothing_and_writing_goes_on_when_there_is_room(
            @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(
                says(mounted(folder, List.of("echo", "mounted"))).equals("mounted"),
                "no small file system can be mounted here");
        assertThat(says(mounted(folder, FilledDisk.command(folder)))).endsWith("held");
    }

    private static List<String> mounted(Path folder, List<String> command) {
        var all = new ArrayList<>(ALONE);
        all.addAll(List.of("sh", "-c", MOUNT, folder.toString()));
        all.addAll(command);
        return all;
    }

    private static String says(List<String> command) throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                var output = process.getInputStream().readAllBytes();
                process.waitFor();
                return new String(output, StandardCharsets.UTF_8).strip();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException noSuchCommand) {
            return String.valueOf(noSuchCommand.getMessage());
        }
    }
}
