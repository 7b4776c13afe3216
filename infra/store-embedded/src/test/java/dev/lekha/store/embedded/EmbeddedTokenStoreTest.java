package dev.lekha.store.embedded;

import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.TokenStoreConformance;

class EmbeddedTokenStoreTest extends TokenStoreConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
