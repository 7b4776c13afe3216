package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Log;
import dev.lekha.projection.ViewSchema;
import dev.lekha.store.segment.CommitObserver;
import dev.lekha.store.segment.LogCheck;
import dev.lekha.store.segment.LogReport.Verdict;
import dev.lekha.store.segment.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of format 1 becomes one of this format, with all that it held, or stays as it was. */
class MigrationTest {
    private static final int EVENTS = 2_500;
    private static final ViewSchema VIEW =
            new ViewSchema("things", "test", Thing.class, List.of("name"), Set.of());

    record Thing(String name) {}

    private Path folder;

    @BeforeEach
    void a_folder_of_format_1(@TempDir Path parent) throws Exception {
        folder = parent.resolve("data");
        try (var store = open()) {
            store.views().declare(VIEW);
            var row = "{\"name\":\"n\"}".getBytes(StandardCharsets.UTF_8);
            store.views().apply("things", 0, 2_400, Map.of("k", Optional.of(row)));
            var token = new GlobalSequenceTrackingToken(2_300);
            store.tokens().initializeTokenSegments("policy.rating", 1, token, null).join();
        }
        for (var file : Files.list(folder.resolve("log")).toList()) {
            Files.delete(file);
        }
        Files.delete(folder.resolve("log"));
        FormatOne.write(folder, events());
    }

    private EmbeddedStore open() {
        return EmbeddedStore.open(
                folder, ChainingContentTypeConverter::new, Clock.systemUTC(), CommitObserver.NONE);
    }

    private static List<Log.Stored> events() {
        return LongStream.rangeClosed(1, EVENTS).mapToObj(MigrationTest::event).toList();
    }

    private static Log.Stored event(long position) {
        return new Log.Stored(
                position,
                "id-" + position,
                Instant.parse("2025-01-02T03:04:05.000006Z").plusMillis(position),
                position % 2 == 0 ? "test.Even" : "test.Odd",
                "1.0.0",
                Set.of("node=" + position % 7, "größe=" + position % 3),
                Map.of("actor", "tester", "tenant", "ü"),
                position == 77
                        ? new byte[65_535]
                        : ("body " + position).getBytes(StandardCharsets.UTF_8));
    }

    private List<Log.Stored> read(Log.Filter filter) {
        var all = new ArrayList<Log.Stored>();
        try (var store = open();
                var cursor = store.reader().after(0, filter)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                all.add(next.get());
            }
        }
        return all;
    }

    private long migrate() throws IOException {
        return Migration.run(folder, _ -> {});
    }

    @Test
    void every_event_is_there_at_its_position() throws Exception {
        var told = new ArrayList<Long>();
        assertThat(Migration.run(folder, told::add)).isEqualTo(EVENTS);
        assertThat(told).containsExactly(1_000L, 2_000L, (long) EVENTS);
        assertThat(read(Log.Filter.ALL))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(events());
        assertThat(read(new Log.Filter(List.of("test.Odd"), List.of("node=3"))))
                .extracting(Log.Stored::position)
                .startsWith(3L, 17L, 31L);
        var report = LogCheck.run(folder.resolve("log"), Progress.NONE);
        assertThat(report.verdict()).isEqualTo(Verdict.WHOLE);
    }

    @Test
    void views_and_tokens_stay_as_they_were() throws Exception {
        migrate();
        try (var store = open()) {
            store.views().declare(VIEW);
            assertThat(store.views().position("things")).isEqualTo(2_400);
            assertThat(store.views().find("things", "k").row()).isPresent();
            assertThat(store.tokens().fetchToken("policy.rating", 0, null).join())
                    .isEqualTo(new GlobalSequenceTrackingToken(2_300));
        }
    }

    @Test
    void the_old_log_is_kept_under_another_name() throws Exception {
        byte[] old = Files.readAllBytes(folder.resolve("log.db"));
        migrate();
        assertThat(folder.resolve("log.db")).doesNotExist();
        assertThat(folder.resolve("log.db.format-1")).hasBinaryContent(old);
        assertThat(Files.readString(folder.resolve("format"))).isEqualTo("lekha-data 2\n");
    }

    @Test
    void what_a_killed_platform_has_left_beside_its_log_is_converted_and_kept_too()
            throws Exception {
        try (var killed = FormatOne.open(folder)) {
            FormatOne.insert(killed, event(EVENTS + 1));
            assertThat(folder.resolve("log.db-wal")).isNotEmptyFile();
            assertThat(migrate()).isEqualTo(EVENTS + 1);
            assertThat(folder.resolve("log.db-wal")).doesNotExist();
            assertThat(folder.resolve("log.db.format-1-wal")).exists();
        }
        assertThat(read(Log.Filter.ALL)).hasSize(EVENTS + 1);
    }

    @Test
    void until_then_the_platform_refuses_the_folder_with_that_advice() {
        assertThatThrownBy(this::open)
                .isInstanceOf(FolderUnusable.class)
                .hasMessageContaining("lekha migrate --data");
    }

    @Test
    void an_interrupted_conversion_begins_again() throws Exception {
        assertThatThrownBy(() ->
                        Migration.run(
                                folder,
                                _ -> {
                                    throw new IllegalStateException("killed here");
                                }))
                .hasMessage("killed here");
        assertThat(folder.resolve("log.db")).exists();
        assertThatThrownBy(this::open).hasMessageContaining("older Lekha");
        assertThat(migrate()).isEqualTo(EVENTS);
        assertThat(read(Log.Filter.ALL)).hasSize(EVENTS);
    }

    @Test
    void a_damaged_row_is_named_and_the_folder_stays_as_it_was() throws Exception {
        change("UPDATE events SET version = '1.0.1' WHERE position = 1234");
        assertThatThrownBy(this::migrate)
                .hasMessageContaining("position 1234 is damaged; nothing was converted");
        assertThat(Files.readString(folder.resolve("format"))).isEqualTo("lekha-data 1\n");
        assertThat(folder.resolve("log.db")).exists();
    }

    @Test
    void a_missing_row_is_named() throws Exception {
        change("DELETE FROM events WHERE position = 1234");
        assertThatThrownBy(this::migrate).hasMessageContaining("position 1234");
    }

    private void change(String sql) throws SQLException {
        try (var log = FormatOne.open(folder);
                var statement = log.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void an_empty_log_is_converted_too() throws Exception {
        change("DELETE FROM events");
        assertThat(migrate()).isZero();
        assertThat(read(Log.Filter.ALL)).isEmpty();
    }

    @Test
    void a_second_conversion_is_refused() throws Exception {
        migrate();
        assertThatThrownBy(this::migrate)
                .isInstanceOf(FolderUnusable.class)
                .hasMessageContaining("nothing to convert");
    }

    @Test
    void a_folder_in_use_is_refused() throws Exception {
        try (var _ = DataFolder.holdOlder(folder)) {
            assertThatThrownBy(this::migrate).hasMessageContaining("in use");
        }
    }
}
