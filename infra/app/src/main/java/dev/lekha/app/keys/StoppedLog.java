package dev.lekha.app.keys;

import dev.lekha.kernel.Log;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** That of a data folder, which no platform has open meanwhile. */
final class StoppedLog extends KeyLog {
    private final EmbeddedStore store;

    private StoppedLog(EmbeddedStore store) {
        this.store = store;
    }

    static KeyLog open(Path data) {
        return new StoppedLog(
                EmbeddedStore.open(
                        data,
                        () -> {
                            throw new IllegalStateException("stored events need no converter");
                        },
                        Clock.systemUTC(),
                        CommitObserver.NONE));
    }

    @Override
    Log reader() {
        return store.reader();
    }

    @Override
    void append(Log.Stored event) {
        store.log().append(List.of(event)).join();
    }

    @Override
    void requireUnpublished() {
        // Who publishes it has its store open, and there can be one only.
    }

    @Override
    public void close() {
        store.close();
    }
}
