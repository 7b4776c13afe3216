package dev.lekha.store.embedded;

import dev.lekha.store.tck.StoreUnderTest;
import dev.lekha.store.tck.ViewsConformance;

class EmbeddedViewsTest extends ViewsConformance {
    @Override
    protected StoreUnderTest store() {
        return new EmbeddedStoreUnderTest();
    }
}
