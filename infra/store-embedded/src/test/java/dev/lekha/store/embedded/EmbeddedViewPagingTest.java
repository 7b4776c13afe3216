package dev.lekha.store.embedded;

import dev.lekha.store.tck.ViewPagingConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedViewPagingTest extends ViewPagingConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
