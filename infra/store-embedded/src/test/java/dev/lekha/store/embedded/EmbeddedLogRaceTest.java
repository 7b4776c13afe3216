package dev.lekha.store.embedded;

import dev.lekha.store.tck.LogRaceConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedLogRaceTest extends LogRaceConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
