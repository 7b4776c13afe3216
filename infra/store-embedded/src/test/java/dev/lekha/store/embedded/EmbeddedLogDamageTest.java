package dev.lekha.store.embedded;

import dev.lekha.store.tck.LogDamageConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedLogDamageTest extends LogDamageConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
