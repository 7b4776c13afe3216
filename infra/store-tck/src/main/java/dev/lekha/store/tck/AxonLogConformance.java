package dev.lekha.store.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.StubProcessingContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** What the framework asks of a log: its own suite. */
public abstract class AxonLogConformance extends StorageEngineTestSuite<EventStorageEngine> {
    private @Nullable Path place;
    private StoreUnderTest.@Nullable Opened opened;

    /** The store under test. */
    protected abstract StoreUnderTest store();

    /** The suite opens one store for all its tests, before JUnit would give it a folder. */
    @Override
    protected EventStorageEngine buildStorageEngine() throws IOException {
        var folder = Files.createTempDirectory("lekha-tck");
        var fresh = store().open(folder);
        place = folder;
        opened = fresh;
        return fresh.engine();
    }

    @Override
    protected ProcessingContext processingContext() {
        return new StubProcessingContext();
    }

    @AfterAll
    void closeStore() throws IOException {
        if (opened != null) {
            opened.close();
        }
        if (place != null) {
            try (var files = Files.walk(place)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
