package dev.lekha.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lekha.kernel.Json;
import dev.lekha.projection.Views;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/*
 * Exact: a row is forgotten after its change is stored and before anybody is told the position. One that is being read
 * meanwhile is forgotten as well, since the cache lets a key be forgotten only once its reading has ended; hence a
 * reading never waits for the view. What is not there is not remembered. Changes by other processes show after a
 * second.
 */

/** Rows of one view that doors ask for with every request, read once for each change. */
final class Remembered<R> implements WatchedViews.Watcher {
    private static final int MOST = 100_000;
    private static final Duration WHERE_OTHERS_WRITE = Duration.ofSeconds(1);

    private final Cache<String, R> rows;
    private final String view;
    private final Class<R> type;
    private final Views views;

    private Remembered(String view, Class<R> type, WatchedViews views) {
        var kept = Caffeine.newBuilder().maximumSize(MOST);
        this.rows =
                views.areChangedByOthers()
                        ? kept.expireAfterWrite(WHERE_OTHERS_WRITE).build()
                        : kept.build();
        this.view = view;
        this.type = type;
        this.views = views;
    }

    static <R> Remembered<R> of(String view, Class<R> type, WatchedViews views) {
        var remembered = new Remembered<>(view, type, views);
        views.watch(remembered);
        return remembered;
    }

    String view() {
        return view;
    }

    /** The row as the view has it now. */
    Optional<R> find(String key) {
        return Optional.ofNullable(rows.get(key, this::read));
    }

    @SuppressWarnings("NullAway") // null is how the cache is told that there is nothing to remember
    private R read(String key) {
        return views.find(view, key)
                .row()
                .map(row -> Json.MAPPER.readValue(row.json(), type))
                .orElse(null);
    }

    @Override
    public void changed(String name, Collection<String> keys) {
        if (name.equals(view)) {
            rows.invalidateAll(keys);
        }
    }

    @Override
    public void emptied(String name) {
        if (name.equals(view)) {
            rows.invalidateAll();
        }
    }
}
