package dev.lekha.store.mongo;

import dev.lekha.store.tck.LogRaceConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoLogRaceTest extends LogRaceConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
