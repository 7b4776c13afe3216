package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Log;
import dev.lekha.store.tck.Appends;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of a small log as format 1 has them. Where one of these fails, the format has changed,
 * and logs that are kept cannot be read any more.
 */
class GoldenFilesTest {
    private static final String PLACE = "/dev/lekha/store/segment/golden/";
    private static final List<String> FILES =
            List.of(
                    "0000000000000000001.seg",
                    "0000000000000000001-0000000000000000005.idx",
                    "tail");
    private static final Instant FIRST = Instant.parse("2025-03-04T05:06:07.123456Z");

    private static TaggedEventMessage<?> event(
            int number, String type, String body, String... tags) {
        return Appends.event(
                "id-" + number,
                FIRST.plusSeconds(number),
                type,
                body.getBytes(StandardCharsets.UTF_8),
                tags);
    }

    private static void write(Path folder) {
        try (var log = SmallSegments.log(folder)) {
            append(
                    log,
                    event(
                            1,
                            "devices.DeviceRegistered",
                            "{\"device\":\"pump-1\"}",
                            "device=pump-1"),
                    event(2, "devices.DeviceMoved", "{}", "device=pump-1", "group=nord"));
            append(log, event(3, "devices.DeviceRetired", "", "device=pump-1", "group=nord"));
            append(
                    log,
                    event(4, "meters.Read", "{\"kWh\":3}"),
                    event(5, "devices.DeviceMoved", "{\"to\":\"süd\"}", "group=süd"));
        }
    }

    @Test
    void the_same_events_make_the_same_bytes(@TempDir Path folder) throws IOException {
        write(folder);
        assertThat(Folders.files(folder).stream().map(path -> path.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(FILES);
        for (var file : FILES) {
            assertThat(Files.readAllBytes(folder.resolve(file))).as(file).isEqualTo(golden(file));
        }
    }

    @Test
    void files_of_old_are_read_and_left_as_they_are(@TempDir Path folder) throws IOException {
        for (var file : FILES) {
            Files.write(folder.resolve(file), golden(file));
        }
        try (var log = SmallSegments.log(folder)) {
            var stored = Reads.stored(log, Log.Filter.ALL);
            assertThat(stored).extracting(Log.Stored::position).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(stored.get(4).id()).isEqualTo("id-5");
            assertThat(stored.get(4).type()).isEqualTo("devices.DeviceMoved");
            assertThat(stored.get(4).version()).isEqualTo("1.0.0");
            assertThat(stored.get(4).recordedAt()).isEqualTo(FIRST.plusSeconds(5));
            assertThat(stored.get(4).tags()).isEqualTo(Set.of("group=süd"));
            assertThat(stored.get(4).metadata()).isEqualTo(Map.of("actor", "tester"));
            assertThat(Reads.bodies(log))
                    .containsExactly(
                            "{\"device\":\"pump-1\"}", "{}", "", "{\"kWh\":3}", "{\"to\":\"süd\"}");
            assertThat(Reads.tagged(log, "group=nord")).containsExactly("{}", "");
            WholeLog.read(folder).requireIndexOf(log);
        }
        for (var file : FILES) {
            assertThat(Files.readAllBytes(folder.resolve(file))).as(file).isEqualTo(golden(file));
        }
    }

    private static byte[] golden(String file) throws IOException {
        try (InputStream bytes =
                Objects.requireNonNull(
                        GoldenFilesTest.class.getResourceAsStream(PLACE + file), file)) {
            return bytes.readAllBytes();
        }
    }
}
