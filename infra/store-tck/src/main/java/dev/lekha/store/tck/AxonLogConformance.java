package dev.lekha.store.tck;

import java.io.IOException;
import java.nio.file.Files;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.StubProcessingContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** What the framework asks of a log: its own suite. */
public abstract class AxonLogConformance extends StorageEngineTestSuite<EventStorageEngine> {
    private StoreUnderTest.@Nullable Opened opened;

    /** The store under test. */
    protected abstract StoreUnderTest store();

    /** The suite opens one store for all its tests, before JUnit would give it a folder. */
    @Override
    protected EventStorageEngine buildStorageEngine() throws IOException {
        var fresh = store().open(Files.createTempDirectory("lekha-tck"));
        opened = fresh;
        return fresh.engine();
    }

    @Override
    protected ProcessingContext processingContext() {
        return new StubProcessingContext();
    }

    @AfterAll
    void closeStore() {
        if (opened != null) {
            opened.close();
        }
    }
}
