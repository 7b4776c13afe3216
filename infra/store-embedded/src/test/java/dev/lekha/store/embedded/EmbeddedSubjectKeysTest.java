package dev.lekha.store.embedded;

import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.SubjectKeysConformance;

class EmbeddedSubjectKeysTest extends SubjectKeysConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
