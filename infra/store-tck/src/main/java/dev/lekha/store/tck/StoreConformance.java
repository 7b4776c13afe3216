package dev.lekha.store.tck;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Opens an empty store for each test. */
@Timeout(120)
abstract class StoreConformance {
    private Path place;
    private StoreUnderTest.Opened opened;

    /** The store under test. */
    protected abstract StoreUnderTest store();

    @BeforeEach
    void open(@TempDir Path folder) {
        place = folder.resolve("store");
        opened = store().open(place);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    Path place() {
        return place;
    }

    StoreUnderTest.Opened opened() {
        return opened;
    }

    void reopen() {
        opened.close();
        opened = store().open(place);
    }
}
