package dev.lekha.store.mongo;

import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.SubjectKeysConformance;

class MongoSubjectKeysTest extends SubjectKeysConformance {
    @Override
    protected StoreUnderTest store() {
        return new MongoStoreUnderTest();
    }
}
