package dev.lekha.store.mongo;

import dev.lekha.store.tck.ViewsConformance;
import dev.lekha.store.tck.StoreUnderTest;

class MongoViewsTest extends ViewsConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
