package dev.lekha.store.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * A store that does nothing fails every test of every suite: none passes for want of something to
 * check.
 */
class SuitesNeverPassInVainTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                AxonLog.class,
                TheLog.class,
                Damage.class,
                Race.class,
                Visibility.class,
                Endurance.class,
                Tokens.class,
                SubjectKeys.class,
                TheViews.class,
                Paging.class
            })
    void an_idle_store_fails_every_test(Class<?> suite) {
        var tests =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(suite))
                        .execute()
                        .testEvents();
        assertThat(tests.started().count()).as("tests of the suite").isPositive();
        assertThat(names(tests.succeeded().list())).as("passed in vain").isEmpty();
        assertThat(names(tests.skipped().list())).as("skipped").isEmpty();
        assertThat(names(tests.aborted().list())).as("given up").isEmpty();
        assertThat(tests.failed().count()).isEqualTo(tests.started().count());
    }

    private static List<String> names(List<Event> events) {
        return events.stream().map(event -> event.getTestDescriptor().getDisplayName()).toList();
    }

    /**
     * Refuses every append. Some tests of the framework check only that nothing comes after an
     * append, which an idle store does very well; so here the append itself fails.
     */
    static final class RefusingStore implements StoreUnderTest {
        @Override
        public Opened open(Path place) {
            return new IdleStore.Idle(
                    new IdleEngine() {
                        @Override
                        public CompletableFuture<AppendTransaction<?>> appendEvents(
                                AppendCondition condition,
                                ProcessingContext context,
                                List<TaggedEventMessage<?>> events) {
                            return CompletableFuture.failedFuture(
                                    new UnsupportedOperationException("keeps nothing"));
                        }
                    });
        }
    }

    static class AxonLog extends AxonLogConformance {
        @Override
        protected StoreUnderTest store() {
            return new RefusingStore();
        }
    }

    static class TheLog extends LogConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }

    static class Damage extends LogDamageConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }

    static class Race extends LogRaceConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }

    static class Visibility extends LogVisibilityConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }

    static class Endurance extends LogEnduranceConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }

    static class SubjectKeys extends SubjectKeysConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }

    static class Tokens extends TokenStoreConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }

    static class TheViews extends ViewsConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }

    static class Paging extends ViewPagingConformance {
        @Override
        protected StoreUnderTest store() {
            return new IdleStore();
        }
    }
}
