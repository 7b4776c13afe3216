package dev.lekha.store.mongo;

import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.ViewPagingConformance;

class MongoViewPagingTest extends ViewPagingConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
