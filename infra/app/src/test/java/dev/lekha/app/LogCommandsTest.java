package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of {@code lekha log check}, {@code repair} and {@code archive}. */
class LogCommandsTest {
    private static final int IN_A_RECORD = 150;

    private Path data;
    private Path backup;

    @BeforeEach
    void three_runs_of_a_platform_and_a_backup(@TempDir Path parent) {
        data = parent.resolve("data");
        backup = parent.resolve("backup");
        StoredNodes.run(data, "meter-1", "meter-2");
        StoredNodes.run(data, "meter-3");
        StoredNodes.run(data, "meter-4");
        assertThat(Ran.lekha("backup", "--data", data, "--to", backup).code()).isZero();
    }

    private Path segment(int number) throws IOException {
        return StoredNodes.files(data.resolve("log"), ".seg").get(number);
    }

    @Test
    void a_whole_log_is_0() {
        var ran = Ran.lekha("log", "check", "--data", data);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("segments: 3, up to position", "The log is whole.");
    }

    @Test
    void a_damaged_log_is_1_and_says_where_and_how_to_mend_it() throws IOException {
        StoredNodes.flip(segment(0), IN_A_RECORD);
        var ran = Ran.lekha("log", "check", "--data", data);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        segment(0) + ", byte 64, position 1: its checksum does not fit",
                        "lekha log repair --from-backup",
                        "The log is damaged. Whole are the positions ");
    }

    @Test
    void a_damaged_index_alone_is_2() throws IOException {
        StoredNodes.flip(StoredNodes.files(data.resolve("log"), ".idx").getFirst(), 200);
        var ran = Ran.lekha("log", "check", "--data", data);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("made anew by itself");
    }

    @Test
    void a_folder_without_a_log_is_3() {
        var ran = Ran.lekha("log", "check", "--json", "--data", data.resolve("none"));
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).contains("\"verdict\":\"unreadable\"");
        assertThat(ran.err()).contains("not a data folder");
    }

    @Test
    void a_command_line_that_is_not_understood_is_64() {
        assertThat(Ran.lekha("log", "check", "--date", data).code()).isEqualTo(64);
    }

    @Test
    void programs_read_one_json_object() throws IOException {
        StoredNodes.flip(segment(0), IN_A_RECORD);
        var ran = Ran.lekha("log", "check", "--json", "--data", data);
        var json = Json.MAPPER.readTree(ran.out());
        assertThat(json.path("verdict").asString()).isEqualTo("damaged");
        assertThat(json.path("flaws").path(0).path("kind").asString()).isEqualTo("segment");
        assertThat(json.path("flaws").path(0).path("position").asLong()).isEqualTo(1);
        assertThat(json.path("whole").path(0).path("first").asLong()).isEqualTo(2);
        assertThat(json.path("chain").asString()).hasSize(64);
    }

    @Test
    void a_damaged_log_is_mended_from_its_backup_and_the_platform_goes_on() throws IOException {
        StoredNodes.flip(segment(0), IN_A_RECORD);
        var ran = Ran.lekha("log", "repair", "--data", data, "--from-backup", backup);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("positions 1 to ", ".seg.damaged", "The log is whole.");
        StoredNodes.run(data, "meter-5");
        assertThat(Ran.lekha("log", "check", "--data", data).code()).isZero();
    }

    @Test
    void a_log_that_a_platform_has_open_is_not_mended() throws IOException {
        StoredNodes.flip(StoredNodes.files(data.resolve("log"), ".idx").getFirst(), 200);
        try (var _ = new Core(data)) {
            var ran = Ran.lekha("log", "repair", "--data", data, "--from-backup", backup);
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains("in use");
        }
    }

    @Test
    void what_the_backup_lacks_is_said_in_a_line() throws IOException {
        StoredNodes.run(data, "meter-5");
        StoredNodes.flip(segment(3), IN_A_RECORD);
        var ran = Ran.lekha("log", "repair", "--data", data, "--from-backup", backup);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("lekha: The backup does not hold positions")
                .contains("Nothing was changed.");
    }

    @Test
    void archived_segments_are_read_after_a_restart(@TempDir Path archive) throws IOException {
        var first = segment(0);
        var ran = Ran.lekha("log", "archive", "--data", data, "--to", archive, "--before", 1_000);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("Segments moved: 2");
        assertThat(first).doesNotExist();
        assertThat(archive.resolve(first.getFileName())).exists();
        StoredNodes.run(data, "meter-5");
        try (var core = new Core(data)) {
            assertThat(core.types()).filteredOn("registration.NodeRegistered"::equals).hasSize(5);
        }
        assertThat(Ran.lekha("log", "check", "--data", data).code()).isZero();
    }

    @Test
    void where_nothing_can_be_archived_that_is_said(@TempDir Path archive) {
        var ran = Ran.lekha("log", "archive", "--data", data, "--to", archive, "--before", 1);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("No segment was moved");
    }

    @Test
    void without_a_subcommand_the_usage_is_shown() {
        var ran = Ran.lekha("log");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("check", "repair", "archive");
    }

    @Test
    void a_check_changes_nothing() throws IOException {
        var log = data.resolve("log");
        var before = StoredNodes.files(log, "");
        Ran.lekha("log", "check", "--data", data);
        assertThat(StoredNodes.files(log, "")).isEqualTo(before);
        assertThat(Files.exists(log.resolve("archive.lock"))).isFalse();
    }
}
