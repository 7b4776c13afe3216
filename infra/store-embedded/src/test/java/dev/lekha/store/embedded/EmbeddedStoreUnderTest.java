package dev.lekha.store.embedded;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import dev.lekha.store.segment.CommitObserver;
import dev.lekha.store.segment.Damage;
import dev.lekha.store.tck.StoreUnderTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

/** The embedded store as the suites open it. */
public final class EmbeddedStoreUnderTest implements StoreUnderTest {
    @Override
    public Opened open(Path place) {
        return new OpenedStore(
                place,
                EmbeddedStore.open(
                        place,
                        ChainingContentTypeConverter::new,
                        Clock.systemUTC(),
                        CommitObserver.NONE));
    }

    private record OpenedStore(Path place, EmbeddedStore store) implements Opened {
        @Override
        public EventStorageEngine engine() {
            return store.log();
        }

        @Override
        public Log log() {
            return store.reader();
        }

        @Override
        public Views views() {
            return store.views();
        }

        @Override
        public WrappedKeys subjectKeys() {
            return store.subjectKeys();
        }

        @Override
        public TokenStore tokens(String owner, Duration claimTimeout, Clock clock) {
            return store.tokens(owner, claimTimeout, clock);
        }

        @Override
        public void corrupt(long position) {
            Damage.flip(EmbeddedStore.logFolder(place), position);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
