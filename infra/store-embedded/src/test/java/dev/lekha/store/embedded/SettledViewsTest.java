package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import dev.lekha.store.segment.CommitObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledViewsTest {
    private static final ViewSchema SCHEMA =
            new ViewSchema("shelf", "tck", Shelf.class, List.of(), Set.of());

    record Shelf(String place) {}

    @TempDir private Path folder;

    @Test
    void a_view_whose_last_batches_changed_nothing_goes_on_behind_them_after_a_clean_close() {
        try (var store = open()) {
            var views = store.views();
            views.declare(SCHEMA);
            views.apply(
                    "shelf", 0, 3, Map.of("k", Optional.of("{}".getBytes(StandardCharsets.UTF_8))));
            views.apply("shelf", 3, 9, Map.of());
            assertThat(views.find("shelf", "k").position()).isEqualTo(9);
            assertThat(views.digest("shelf").position()).isEqualTo(9);
        }
        try (var store = open()) {
            store.views().declare(SCHEMA);
            assertThat(store.views().position("shelf")).isEqualTo(9);
        }
    }

    @Test
    void one_that_is_opened_to_read_sees_what_is_stored() {
        try (var store = open()) {
            Views views = store.views();
            views.declare(SCHEMA);
            views.apply(
                    "shelf", 0, 3, Map.of("k", Optional.of("{}".getBytes(StandardCharsets.UTF_8))));
            views.apply("shelf", 3, 9, Map.of());
            try (var beside = EmbeddedStore.openReadOnly(folder)) {
                beside.views().declare(SCHEMA);
                assertThat(beside.views().digest("shelf").position()).isEqualTo(3);
            }
        }
    }

    private EmbeddedStore open() {
        return EmbeddedStore.open(
                folder,
                () -> {
                    throw new IllegalStateException("no payload is turned here");
                },
                Clock.systemUTC(),
                CommitObserver.NONE);
    }
}
