package dev.lekha.store.mongo;

import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.TokenStoreConformance;

class MongoTokenStoreTest extends TokenStoreConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
