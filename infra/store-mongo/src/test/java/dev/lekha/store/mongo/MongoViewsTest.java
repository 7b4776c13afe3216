package dev.lekha.store.mongo;

import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.ViewsConformance;

class MongoViewsTest extends ViewsConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
