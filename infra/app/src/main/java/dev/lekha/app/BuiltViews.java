package dev.lekha.app;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Views;
import dev.lekha.store.embedded.EmbeddedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Every view of a folder, built from its log. */
final class BuiltViews {
    private static final int BATCH = 1_000;

    private BuiltViews() {}

    /**
     * @param progress is told each position that all views have taken
     * @return by name, what the rows amount to
     */
    static Map<String, Views.Digest> build(EmbeddedStore store, LongConsumer progress) {
        var views = Discovery.views(store.views());
        follow(store.reader(), views, progress);
        var digests = new LinkedHashMap<String, Views.Digest>();
        views.forEach(view -> digests.put(view.view(), store.views().digest(view.view())));
        return digests;
    }

    private static void follow(Log log, List<Projecting<?>> views, LongConsumer progress) {
        var catalogue = Discovery.events();
        var batch = new ArrayList<Fact>(BATCH);
        try (var cursor = log.after(0, Log.Filter.ALL)) {
            do {
                batch.clear();
                var next = cursor.next(Duration.ZERO);
                while (next.isPresent()) {
                    batch.add(Facts.of(next.get(), catalogue));
                    next = batch.size() < BATCH ? cursor.next(Duration.ZERO) : Optional.empty();
                }
                views.forEach(view -> view.follow(batch));
                if (!batch.isEmpty()) {
                    progress.accept(batch.getLast().position());
                }
            } while (!batch.isEmpty());
        }
    }
}
