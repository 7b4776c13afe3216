package dev.lekha.store.mongo;

import dev.lekha.store.tck.LogEnduranceConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoLogEnduranceTest extends LogEnduranceConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
