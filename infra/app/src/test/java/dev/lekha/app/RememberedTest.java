package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.projection.ViewSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {
    /** A row. */
    record Door(long number) {}

    @TempDir Path folder;

    private Core core;
    private WatchedViews views;
    private Remembered<Door> doors;
    private long position;

    @BeforeEach
    void open() {
        core = new Core(folder);
        views = new WatchedViews(core.store.views(), false);
        views.declare(new ViewSchema("doors", "building", Door.class, List.of(), Set.of()));
        doors = Remembered.of("doors", Door.class, views);
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void a_row_is_what_the_view_has_after_each_change() {
        assertThat(doors.find("a")).isEmpty();
        put("a", 1);
        assertThat(doors.find("a")).contains(new Door(1));
        put("a", 2);
        put("b", 3);
        assertThat(doors.find("a")).contains(new Door(2));
        views.apply("doors", position, ++position, Map.of("a", Optional.empty()));
        assertThat(doors.find("a")).isEmpty();
    }

    @Test
    void an_emptied_view_is_forgotten() {
        put("a", 1);
        assertThat(doors.find("a")).isPresent();
        views.clear("doors");
        assertThat(doors.find("a")).isEmpty();
    }

    @Test
    void no_reader_sees_an_older_row_than_the_last_one_stored() throws InterruptedException {
        var stored = new AtomicLong();
        put("a", 0);
        var writer =
                Thread.ofVirtual()
                        .start(() -> {
                            for (var number = 1; number <= 300; number++) {
                                put("a", number);
                                stored.set(number);
                            }
                        });
        while (stored.get() < 300) {
            var least = stored.get();
            assertThat(doors.find("a").orElseThrow().number()).isGreaterThanOrEqualTo(least);
        }
        writer.join();
    }

    private void put(String key, long number) {
        var json = "{\"number\":%d}".formatted(number).getBytes(UTF_8);
        views.apply("doors", position, ++position, Map.of(key, Optional.of(json)));
    }
}
