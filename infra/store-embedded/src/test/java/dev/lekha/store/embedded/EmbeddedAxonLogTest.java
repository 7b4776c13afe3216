package dev.lekha.store.embedded;

import dev.lekha.store.tck.AxonLogConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedAxonLogTest extends AxonLogConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
