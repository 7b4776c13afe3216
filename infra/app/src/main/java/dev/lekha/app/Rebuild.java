package dev.lekha.app;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Views;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Every view, made anew from events in a folder of its own that goes with it, step by step. */
public final class Rebuild implements AutoCloseable {
    private static final int BATCH = 1_000;

    private final Path scratch;
    private final EmbeddedStore store;
    private final EventCatalogue catalogue = Discovery.events();
    private final List<Projecting<?>> views;
    private final Iterator<Log.Stored> events;
    private long position;

    /**
     * @param events from the first on
     */
    public Rebuild(Iterator<Log.Stored> events) throws IOException {
        this.events = events;
        scratch = Files.createTempDirectory("lekha-rebuild");
        store =
                EmbeddedStore.open(
                        scratch,
                        () -> {
                            throw new IllegalStateException("a rebuild appends nothing");
                        },
                        Clock.systemUTC(),
                        CommitObserver.NONE);
        views = Discovery.views(store.views());
    }

    /**
     * Goes on to that position and no further; back is not possible.
     *
     * @throws IOException where the events end before
     */
    public Rebuild to(long target) throws IOException {
        while (position < target) {
            var batch = new ArrayList<Fact>(BATCH);
            while (batch.size() < BATCH && position < target) {
                batch.add(next());
            }
            views.forEach(view -> view.follow(batch));
        }
        return this;
    }

    private Fact next() throws IOException {
        if (!events.hasNext()) {
            throw new IOException("the log ends at position " + position);
        }
        var stored = events.next();
        if (stored.position() != position + 1) {
            throw new IOException(
                    "position %d comes after %d".formatted(stored.position(), position));
        }
        position = stored.position();
        return Facts.of(stored, catalogue);
    }

    /** As the events up to here make it. */
    public Views views() {
        return store.views();
    }

    @Override
    public void close() throws IOException {
        store.close();
        FileSystemUtils.deleteRecursively(scratch);
    }
}
