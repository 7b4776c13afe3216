package dev.lekha.store.mongo;

import dev.lekha.store.tck.TokenStoreConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoTokenStoreTest extends TokenStoreConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
