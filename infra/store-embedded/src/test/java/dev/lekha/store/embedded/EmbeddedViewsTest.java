package dev.lekha.store.embedded;

import dev.lekha.store.tck.ViewsConformance;
import dev.lekha.store.tck.StoreUnderTest;

class EmbeddedViewsTest extends ViewsConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
