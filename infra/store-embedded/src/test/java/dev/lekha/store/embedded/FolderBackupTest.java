package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.CommitObserver;
import dev.lekha.store.segment.Damage;
import dev.lekha.store.segment.LogBackup;
import dev.lekha.store.segment.LogDamaged;
import dev.lekha.store.segment.LogReport.Verdict;
import dev.lekha.store.segment.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a data folder is one itself, and becomes one again. */
class FolderBackupTest {
    private Path data;
    private Path backup;
    private Path restored;

    @BeforeEach
    void a_folder_with_three_events_a_token_and_a_key(@TempDir Path parent) throws IOException {
        data = parent.resolve("data");
        backup = parent.resolve("backup");
        restored = parent.resolve("restored");
        try (var store = open(data)) {
            append(store, 3);
            var token = new GlobalSequenceTrackingToken(2);
            store.tokens().initializeTokenSegments("policy.rating", 1, token, null).join();
            store.tokens().initializeTokenSegments("policy.new", 1, null, null).join();
        }
        Files.writeString(data.resolve("operator.key"), "lk.operator.secret\n");
    }

    private static EmbeddedStore open(Path folder) {
        return EmbeddedStore.open(
                folder, ChainingContentTypeConverter::new, Clock.systemUTC(), CommitObserver.NONE);
    }

    private static void append(EmbeddedStore store, int events) {
        for (int i = 0; i < events; i++) {
            ReadOnlyTest.append(store.log(), "e" + i);
        }
    }

    private LogBackup.Done backUp() throws IOException {
        return FolderBackup.make(data, backup, Progress.NONE);
    }

    private void restore() throws IOException {
        assertThat(FolderBackup.restore(backup, restored, Progress.NONE).verdict())
                .isEqualTo(Verdict.WHOLE);
    }

    @Test
    void beside_a_store_that_is_open_the_backup_holds_what_it_has() throws IOException {
        try (var store = open(data)) {
            append(store, 4);
            assertThat(backUp().head()).isEqualTo(7);
            append(store, 1);
        }
        try (var copy = EmbeddedStore.openReadOnly(backup)) {
            assertThat(copy.reader().head()).isEqualTo(7);
        }
    }

    @Test
    void policies_go_on_in_a_restored_folder_where_they_were() throws IOException {
        backUp();
        restore();
        try (var store = open(restored)) {
            assertThat(store.reader().head()).isEqualTo(3);
            assertThat(store.tokens().fetchToken("policy.rating", 0, null).join())
                    .isEqualTo(new GlobalSequenceTrackingToken(2));
            assertThat(store.tokens().fetchToken("policy.new", 0, null).join()).isNull();
            append(store, 1);
        }
    }

    @Test
    void tokens_are_those_of_the_newest_backup() throws IOException {
        backUp();
        try (var store = open(data)) {
            var token = new GlobalSequenceTrackingToken(3);
            store.tokens().fetchToken("policy.rating", 0, null).join();
            store.tokens().storeToken(token, "policy.rating", 0, null).join();
            backUp();
        }
        restore();
        try (var store = open(restored)) {
            assertThat(store.tokens().fetchToken("policy.rating", 0, null).join())
                    .isEqualTo(new GlobalSequenceTrackingToken(3));
        }
    }

    @Test
    void the_operator_s_key_goes_along_readable_by_its_owner_only() throws IOException {
        backUp();
        restore();
        for (var folder : new Path[] {backup, restored}) {
            assertThat(folder.resolve("operator.key")).hasContent("lk.operator.secret\n");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("operator.key"))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_folder_that_holds_something_else_is_no_place_for_a_backup() throws IOException {
        Files.createDirectory(backup);
        Files.writeString(backup.resolve("photograph"), "of a cat");
        assertThatThrownBy(this::backUp)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("neither empty nor a backup");
        assertThat(backup.resolve("log")).doesNotExist();
    }

    @Test
    void the_data_folder_of_another_log_is_not_touched() throws IOException {
        try (var other = open(backup)) {
            ReadOnlyTest.append(other.log(), "other");
            var token = new GlobalSequenceTrackingToken(1);
            other.tokens().initializeTokenSegments("policy.other", 1, token, null).join();
        }
        assertThatThrownBy(this::backUp).isInstanceOf(Refused.class);
        try (var other = open(backup)) {
            assertThat(other.reader().head()).isEqualTo(1);
            assertThat(other.tokens().fetchSegments("policy.other", null).join()).hasSize(1);
        }
    }

    @Test
    void a_folder_in_use_is_no_place_for_a_backup() throws IOException {
        try (var _ = open(backup)) {
            assertThatThrownBy(this::backUp).hasMessageContaining("in use");
        }
    }

    @Test
    void a_backup_does_not_lie_in_the_folder_that_it_is_of() {
        assertThatThrownBy(() -> FolderBackup.make(data, data.resolve("b"), Progress.NONE))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> FolderBackup.make(data, data, Progress.NONE))
                .isInstanceOf(Refused.class);
    }

    @Test
    void what_is_no_data_folder_is_not_backed_up() {
        assertThatThrownBy(() -> FolderBackup.make(restored, backup, Progress.NONE))
                .isInstanceOf(FolderUnusable.class);
        assertThat(backup).doesNotExist();
    }

    @Test
    void an_unfinished_backup_is_not_restored_and_not_started_from() throws IOException {
        var segment = data.resolve("log").resolve("%019d.seg".formatted(1));
        byte[] whole = Files.readAllBytes(segment);
        Damage.flip(data.resolve("log"), 2);
        assertThatThrownBy(this::backUp).isInstanceOf(LogDamaged.class);
        assertThatThrownBy(this::restore)
                .isInstanceOf(FolderUnusable.class)
                .hasMessageContaining("not finished");
        assertThatThrownBy(() -> open(backup)).hasMessageContaining("not finished");
        Files.write(segment, whole);
        backUp();
        restore();
    }

    @Test
    void a_folder_that_is_not_empty_is_not_restored_into() throws IOException {
        backUp();
        restore();
        assertThatThrownBy(this::restore)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void a_damaged_backup_is_not_restored() throws IOException {
        backUp();
        Damage.flip(backup.resolve("log"), 2);
        assertThatThrownBy(this::restore).isInstanceOf(LogDamaged.class);
        assertThatThrownBy(() -> open(restored)).hasMessageContaining("not finished");
    }
}
