package dev.lekha.store.mongo;

import dev.lekha.store.tck.LogConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoLogTest extends LogConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
