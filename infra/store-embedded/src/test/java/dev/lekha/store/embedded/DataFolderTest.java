package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private Path folder;

    @BeforeEach
    void name(@TempDir Path parent) {
        folder = parent.resolve("deep/data");
    }

    @Test
    void a_second_process_is_refused_and_told_by_whom() throws IOException {
        try (var _ = DataFolder.hold(folder)) {
            var second = HoldFolder.start(folder);
            assertThat(second.inputReader().readLine())
                    .contains(folder.toRealPath().toString())
                    .contains("in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_folder_held_by_another_process_is_free_when_that_is_killed() throws Exception {
        var other = HoldFolder.start(folder);
        assertThat(other.inputReader().readLine()).isEqualTo("held by " + other.pid());
        assertThatThrownBy(() -> DataFolder.hold(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use by process " + other.pid());
        other.destroyForcibly().waitFor();
        DataFolder.hold(folder).close();
    }

    @Test
    void the_same_process_is_refused_too_and_keeps_its_hold() throws IOException {
        try (var _ = DataFolder.hold(folder)) {
            assertThatThrownBy(() -> DataFolder.hold(folder))
                    .hasMessageContaining("in use by this process");
            assertThat(HoldFolder.start(folder).inputReader().readLine()).contains("in use by");
        }
        DataFolder.hold(folder).close();
    }

    @Test
    void a_folder_of_a_newer_version_is_refused_and_stays_as_it_is() throws IOException {
        DataFolder.hold(folder).close();
        Files.writeString(folder.resolve("format"), "lekha-data 3\n");
        assertThatThrownBy(() -> DataFolder.hold(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("newer Lekha (data format 3; this one knows 2)");
        assertThat(folder.resolve("log")).doesNotExist();
        Files.writeString(folder.resolve("format"), "lekha-data 2\n");
        DataFolder.hold(folder).close();
    }

    @Test
    void a_format_file_of_something_else_is_refused() throws IOException {
        DataFolder.hold(folder).close();
        Files.writeString(folder.resolve("format"), "photographs\n");
        assertThatThrownBy(() -> DataFolder.hold(folder)).hasMessageContaining("format file");
    }

    @Test
    void only_the_owner_may_enter() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        DataFolder.hold(folder).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }
}
