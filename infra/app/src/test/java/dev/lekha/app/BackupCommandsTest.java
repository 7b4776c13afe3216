package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of {@code lekha backup}, {@code restore} and {@code migrate}. */
class BackupCommandsTest {
    private Path data;
    private Path backup;
    private Path restored;

    @BeforeEach
    void name(@TempDir Path parent) {
        data = parent.resolve("data");
        backup = parent.resolve("backup");
        restored = parent.resolve("restored");
    }

    private Ran backUp() {
        return Ran.lekha("backup", "--data", data, "--to", backup);
    }

    private Ran restore() {
        return Ran.lekha("restore", "--from", backup, "--data", restored);
    }

    private static List<String> lines(Ran ran, String with) {
        return ran.out().lines().filter(line -> line.contains(with)).toList();
    }

    @Test
    void beside_a_running_platform_a_backup_says_what_it_holds() throws Exception {
        try (var platform = new RunningPlatform(data)) {
            platform.command(
                    "registration/RegisterNode", "{\"node\":\"meter-1\",\"kind\":\"DEVICE\"}");
            var ran = backUp();
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("holds the log up to position ", "chain ");
        }
        var ran = restore();
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("The log is whole.", "nodes ", "Every view is built from the log.");
        assertThat(Files.readString(restored.resolve("operator.key")))
                .isEqualTo(Files.readString(data.resolve("operator.key")));
        try (var platform = new RunningPlatform(restored)) {
            assertThat(platform.view("nodes/meter-1")).contains("meter-1");
        }
        assertThat(Ran.lekha("replay", "--data", restored).code()).isZero();
    }

    @Test
    void backup_check_and_restore_say_the_same_chain() {
        StoredNodes.run(data, "meter-1", "meter-2");
        var chain = lines(backUp(), "chain ");
        assertThat(chain).hasSize(1);
        assertThat(lines(Ran.lekha("log", "check", "--data", data), "chain ")).isEqualTo(chain);
        assertThat(lines(Ran.lekha("log", "check", "--data", backup), "chain ")).isEqualTo(chain);
        assertThat(lines(restore(), "chain ")).isEqualTo(chain);
    }

    @Test
    void a_second_backup_into_the_folder_is_incremental() {
        StoredNodes.run(data, "meter-1");
        assertThat(backUp().out()).contains("(segments copied: 1, there before: 0)");
        StoredNodes.run(data, "meter-2");
        assertThat(backUp().out()).contains("(segments copied: 1, there before: 1)");
    }

    @Test
    void refusals_are_told_in_a_line() throws IOException {
        StoredNodes.run(data, "meter-1");
        backUp();
        Files.createDirectories(restored);
        Files.writeString(restored.resolve("something"), "of mine");
        var ran = restore();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("lekha: ")
                .contains("is not empty")
                .doesNotContain("\tat ");
    }

    @Test
    void a_damaged_backup_is_refused_with_the_place() throws IOException {
        StoredNodes.run(data, "meter-1");
        backUp();
        StoredNodes.flip(StoredNodes.files(backup.resolve("log"), ".seg").getFirst(), 200);
        var ran = restore();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("is damaged", "lekha log check");
    }

    @Test
    void a_folder_of_this_format_needs_no_migration() {
        StoredNodes.run(data, "meter-1");
        var ran = Ran.lekha("migrate", "--data", data);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("nothing to convert");
    }
}
