package dev.lekha.store.mongo;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import dev.lekha.store.tck.StoreUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

/**
 * The MongoDB store as the suites open it. A place is a folder with the connection string of its
 * database, so that another process finds the server of this one.
 */
public class MongoStoreUnderTest implements StoreUnderTest {
    private final UnaryOperator<String> connection;

    public MongoStoreUnderTest() {
        this(LoopbackServer::connection);
    }

    /**
     * @param connection string for a database of that name
     */
    MongoStoreUnderTest(UnaryOperator<String> connection) {
        this.connection = connection;
    }

    @Override
    public Opened open(Path place) {
        return new OpenedStore(
                MongoStore.open(
                        connection(place),
                        ChainingContentTypeConverter::new,
                        Clock.systemUTC(),
                        CommitObserver.NONE));
    }

    private String connection(Path place) {
        var file = place.resolve("connection");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(place);
                Files.writeString(file, connection.apply("tck-" + UUID.randomUUID()));
            }
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record OpenedStore(MongoStore store) implements Opened {
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
            Damage.flipBody(store.database(), position);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
