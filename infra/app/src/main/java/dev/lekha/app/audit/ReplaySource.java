package dev.lekha.app.audit;

import dev.lekha.app.StoredEvents;
import dev.lekha.crypto.bundle.BundleEvents;
import dev.lekha.kernel.Log;
import dev.lekha.store.embedded.EmbeddedStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** A log that can be read from its first event as often as is asked: a data folder or a bundle. */
record ReplaySource(Path place) {
    /** One reading of it. */
    record Reading(Iterator<Log.Stored> events, Closeable behind) implements Closeable {
        @Override
        public void close() throws IOException {
            behind.close();
        }
    }

    boolean isFolder() {
        return Files.isDirectory(place);
    }

    Reading open() throws IOException {
        return isFolder() ? folder() : bundle();
    }

    private Reading bundle() throws IOException {
        var leaves = BundleEvents.open(place);
        return new Reading(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return leaves.hasNext();
                    }

                    @Override
                    public Log.Stored next() {
                        return leaves.next().stored();
                    }
                },
                leaves);
    }

    private Reading folder() {
        var store = EmbeddedStore.openReadOnly(place);
        var cursor = store.reader().after(0, Log.Filter.ALL);
        return new Reading(
                new StoredEvents(cursor),
                () -> {
                    cursor.close();
                    store.close();
                });
    }
}
