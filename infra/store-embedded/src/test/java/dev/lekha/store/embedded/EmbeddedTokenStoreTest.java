package dev.lekha.store.embedded;

import dev.lekha.store.tck.TokenStoreConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedTokenStoreTest extends TokenStoreConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
