package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** A full disk, played by a file that may not grow: SQLite answers both with the same error. */
class FullDiskTest {
    private static final String LARGE = "x".repeat(60_000);
    private static final long PLENTY = 1_000_000;
    private final AtomicLong mostPages = new AtomicLong(100);
    private LogWriter writer;
    private Readers readers;
    private SqliteLog log;
    private Log reader;

    @BeforeEach
    void open(@TempDir Path folder) {
        var path = folder.resolve("log.db");
        var file =
                new Writer(() -> {
                    var session = Session.writing(path, SynchronousMode.FULL);
                    session.run("PRAGMA max_page_count=" + mostPages);
                    return session;
                });
        file.write(FullDiskTest::create);
        readers = new Readers(path);
        var head = new Head(0);
        writer = new LogWriter(file, head, CommitObserver.NONE);
        log = new SqliteLog(writer, readers, head, ChainingContentTypeConverter::new);
        reader = new SqliteLogReader(new EventPages(readers), head);
    }

    private static boolean create(Session session) throws SQLException {
        for (var table : EventRows.TABLES) {
            session.run(table);
        }
        return true;
    }

    @AfterEach
    void close() {
        writer.close();
        readers.close();
    }

    @Test
    void a_full_disk_refuses_and_keeps_nothing_and_writing_goes_on_when_there_is_room() {
        int kept = fill();
        unavailable(() -> ReadOnlyTest.append(log, LARGE));
        assertThat(reader.head()).isEqualTo(kept);
        assertThat(ids()).hasSize(kept);

        mostPages.set(PLENTY);
        ReadOnlyTest.append(log, "after");
        assertThat(ids()).hasSize(kept + 1).endsWith("after");
    }

    @Test
    void of_what_waits_together_only_what_is_kept_is_acknowledged() {
        int kept = fill();
        var answers =
                IntStream.range(0, 50).mapToObj(i -> ReadOnlyTest.commit(log, LARGE)).toList();
        answers.forEach(answer -> answer.handle((_, _) -> true).join());
        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(ids()).hasSize(kept);
    }

    /** Appends until the disk is full; answers how many events it took. */
    private int fill() {
        var appended = new AtomicInteger();
        unavailable(() -> {
            while (appended.get() < PLENTY) {
                ReadOnlyTest.append(log, LARGE);
                appended.incrementAndGet();
            }
        });
        assertThat(appended).hasPositiveValue();
        return appended.get();
    }

    private static void unavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.kind()).isEqualTo(Refused.Kind.BUSY);
                            assertThat(refused.code()).isEqualTo("store-unavailable");
                        });
    }

    private List<String> ids() {
        var ids = new ArrayList<String>();
        try (var cursor = reader.after(0, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                ids.add(next.get().id());
            }
        }
        return ids;
    }
}
