package dev.lekha.store.embedded;

import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.ViewPagingConformance;

class EmbeddedViewPagingTest extends ViewPagingConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
