package dev.lekha.store.mongo;

import dev.lekha.store.tck.AxonLogConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoAxonLogTest extends AxonLogConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
