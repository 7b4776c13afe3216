package dev.lekha.store.segment;

import dev.lekha.store.tck.AxonLogConformance;
import dev.lekha.store.tck.LogConformance;
import dev.lekha.store.tck.LogDamageConformance;
import dev.lekha.store.tck.LogEnduranceConformance;
import dev.lekha.store.tck.LogRaceConformance;
import dev.lekha.store.tck.LogVisibilityConformance;
import dev.lekha.store.tck.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/** The log's contract where segments are sealed, indexed and merged all the time. */
class SmallSegmentsTest {
    private static final StoreUnderTest STORE = new SmallSegments();

    @Nested
    class AxonLog extends AxonLogConformance {
        @Override
        protected StoreUnderTest store() {
            return STORE;
        }
    }

    @Nested
    class Contract extends LogConformance {
        @Override
        protected StoreUnderTest store() {
            return STORE;
        }
    }

    @Nested
    class Damaged extends LogDamageConformance {
        @Override
        protected StoreUnderTest store() {
            return STORE;
        }
    }

    @Nested
    class Endurance extends LogEnduranceConformance {
        @Override
        protected StoreUnderTest store() {
            return STORE;
        }
    }

    @Nested
    class Races extends LogRaceConformance {
        @Override
        protected StoreUnderTest store() {
            return STORE;
        }
    }

    @Nested
    class Visibility extends LogVisibilityConformance {
        @Override
        protected StoreUnderTest store() {
            return STORE;
        }
    }
}
