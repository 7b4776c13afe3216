package dev.lekha.app.audit;

import dev.lekha.kernel.Log;
import dev.lekha.store.embedded.EmbeddedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the events of an entity stand, from the log of a data folder: by the index of tags, or
 * through the whole of it for an id, which stands in no index.
 */
record SelectedPositions(Path data) {
    /** A zip of 65,535 files holds some 32,000 runs; one of 4 GiB not many more events. */
    static final int MOST = 1_000_000;

    /** In order, up to the published size. */
    List<Long> ofTag(String tag, long size) {
        return find(new Log.Filter(List.of(), List.of(tag)), size, _ -> true);
    }

    List<Long> ofId(String id, long size) {
        return find(Log.Filter.ALL, size, event -> event.id().equals(id));
    }

    private List<Long> find(Log.Filter filter, long size, Predicate<Log.Stored> wanted) {
        var positions = new ArrayList<Long>();
        try (var store = EmbeddedStore.openReadOnly(data);
                var cursor = store.reader().after(0, filter)) {
            for (var event = cursor.next(Duration.ZERO);
                    event.isPresent() && event.get().position() <= size;
                    event = cursor.next(Duration.ZERO)) {
                if (wanted.test(event.get())) {
                    if (positions.size() == MOST) {
                        throw BundleExport.tooLong(
                                "More than %d events are selected; export ranges.".formatted(MOST));
                    }
                    positions.add(event.get().position());
                }
            }
        }
        return positions;
    }
}
