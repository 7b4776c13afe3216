package dev.lekha.store.embedded;

import dev.lekha.store.tck.LogConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedLogTest extends LogConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
