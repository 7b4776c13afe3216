package dev.lekha.store.embedded;

import dev.lekha.store.tck.LogVisibilityConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedLogVisibilityTest extends LogVisibilityConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
