package dev.lekha.store.embedded;

import dev.lekha.store.tck.LogEnduranceConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedLogEnduranceTest extends LogEnduranceConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
