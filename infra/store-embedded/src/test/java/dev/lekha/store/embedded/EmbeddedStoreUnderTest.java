package dev.lekha.store.embedded;

import dev.lekha.kernel.Log;
import dev.lekha.projection.Views;
import dev.lekha.store.tck.StoreUnderTest;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
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
        public TokenStore tokens(String owner, Duration claimTimeout, Clock clock) {
            return store.tokens(owner, claimTimeout, clock);
        }

        @Override
        public void corrupt(long position) {
            try (var connection =
                            DriverManager.getConnection("jdbc:sqlite:" + place.resolve("log.db"));
                    var update =
                            connection.prepareStatement(
                                    "UPDATE events SET body = CAST('z' || substr(body, 2) AS BLOB)"
                                            + " WHERE position = ?")) {
                update.setLong(1, position);
                update.executeUpdate();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
