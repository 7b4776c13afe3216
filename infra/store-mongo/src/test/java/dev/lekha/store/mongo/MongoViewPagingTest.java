package dev.lekha.store.mongo;

import dev.lekha.store.tck.ViewPagingConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoViewPagingTest extends ViewPagingConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
