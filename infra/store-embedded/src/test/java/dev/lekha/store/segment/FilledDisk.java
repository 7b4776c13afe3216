package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** A process that fills the disk it runs on, makes room again, and says whether all was held. */
final class FilledDisk {
    private static final int SEGMENT_BYTES = 3 << 20;
    private static final int BALLAST_BYTES = 2 << 20;
    private static final String PADDING = "x".repeat(50_000);

    private final Path folder;
    private final List<String> kept = new ArrayList<>();

    private FilledDisk(Path folder) {
        this.folder = folder;
    }

    static List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FilledDisk.class.getName(),
                folder.toString());
    }

    public static void main(String[] arguments) throws IOException {
        new FilledDisk(Path.of(arguments[0], "log")).run(Path.of(arguments[0], "ballast"));
        System.out.println("held");
    }

    private void run(Path ballast) throws IOException {
        Files.write(ballast, new byte[BALLAST_BYTES]);
        try (var log = SmallSegments.log(folder, SEGMENT_BYTES)) {
            fill(log);
            for (int i = 0; i < 5; i++) {
                assertThat(isKept(log)).isFalse();
                assertThat(Reads.bodies(log)).isEqualTo(kept);
            }
            Files.delete(ballast);
            await().until(() -> isKept(log));
            assertThat(Reads.tagged(log, "node=1")).isEqualTo(kept);
        }
        try (var log = SmallSegments.log(folder, SEGMENT_BYTES)) {
            assertThat(Reads.bodies(log)).isEqualTo(kept);
            assertThat(Reads.tagged(log, "node=1")).isEqualTo(kept);
        }
        assertThat(WholeLog.read(folder).leaves()).hasSameSizeAs(kept);
    }

    /** Until it is refused several times on end: what was made ready ahead may still give room. */
    private void fill(SegmentLog log) {
        for (int refused = 0; refused < 4; ) {
            refused = isKept(log) ? 0 : refused + 1;
        }
        assertThat(kept).hasSizeGreaterThan(20);
    }

    private boolean isKept(SegmentLog log) {
        var body = kept.size() + PADDING;
        try {
            append(log, event(body, "node=1"));
            kept.add(body);
            return true;
        } catch (CompletionException failed) {
            assertThat(failed)
                    .cause()
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> {
                                assertThat(refused.kind()).isEqualTo(Refused.Kind.BUSY);
                                assertThat(refused.code()).isEqualTo("store-unavailable");
                            });
            return false;
        }
    }
}
