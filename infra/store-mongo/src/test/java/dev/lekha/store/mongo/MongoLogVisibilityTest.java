package dev.lekha.store.mongo;

import dev.lekha.store.tck.LogVisibilityConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoLogVisibilityTest extends LogVisibilityConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
