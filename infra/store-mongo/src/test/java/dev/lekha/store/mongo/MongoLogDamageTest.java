package dev.lekha.store.mongo;

import dev.lekha.store.tck.LogDamageConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoLogDamageTest extends LogDamageConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
