package dev.lekha.store.tck;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

/**
 * A store that the suites can open, close and open again. A class of its own with a constructor
 * without parameters, since another process opens it by name.
 */
public interface StoreUnderTest {
    /** Opens what is kept at the place; a place not seen before holds nothing. */
    Opened open(Path place);

    /** A store while it is open. */
    interface Opened extends AutoCloseable {
        EventStorageEngine engine();

        Log log();

        Views views();

        WrappedKeys subjectKeys();

        /** The tokens as a process of this name sees them. */
        TokenStore tokens(String owner, Duration claimTimeout, Clock clock);

        /** Changes a byte of the stored event behind the store's back. */
        void corrupt(long position);

        @Override
        void close();
    }
}
