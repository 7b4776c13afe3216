package dev.lekha.store.tck;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

/** A store that says yes to everything and does nothing. */
public class IdleStore implements StoreUnderTest {
    @Override
    public Opened open(Path place) {
        return new Idle(new IdleEngine());
    }

    record Idle(EventStorageEngine engine) implements Opened {
        @Override
        public Log log() {
            return new IdleLog();
        }

        @Override
        public Views views() {
            return new IdleViews();
        }

        @Override
        public WrappedKeys subjectKeys() {
            return new IdleKeys();
        }

        @Override
        public TokenStore tokens(String owner, Duration claimTimeout, Clock clock) {
            return new IdleTokens();
        }

        @Override
        public void corrupt(long position) {}

        @Override
        public void close() {}
    }

    private static final class IdleKeys implements WrappedKeys {
        /** Neither nothing nor what was kept: one answer would be right before the first key. */
        @Override
        public Kept find(String subject) {
            return new Kept.Wrapped(new byte[0]);
        }

        @Override
        public Kept keep(String subject, byte[] wrapped) {
            return find(subject);
        }

        @Override
        public void destroy(String subject) {}

        @Override
        public void forEach(BiConsumer<String, Kept> each) {}
    }

    private static final class IdleLog implements Log {
        @Override
        public long head() {
            return 0;
        }

        @Override
        public long lastBefore(Instant at) {
            return 0;
        }

        @Override
        public Cursor after(long position, Filter filter) {
            return new Cursor() {
                @Override
                public Optional<Stored> next(Duration wait) {
                    return Optional.empty();
                }

                @Override
                public void close() {}
            };
        }
    }

    private static final class IdleViews implements Views {
        @Override
        public void declare(ViewSchema schema) {}

        @Override
        public long position(String view) {
            return 0;
        }

        @Override
        public Found find(String view, String key) {
            return new Found(Optional.empty(), 0);
        }

        @Override
        public Page page(String view, Query query) {
            return new Page(List.of(), "", 0);
        }

        @Override
        public Map<String, byte[]> findAll(String view, List<String> keys) {
            return Map.of();
        }

        @Override
        public void apply(String view, long from, long to, Map<String, Optional<byte[]>> changes) {}

        @Override
        public void clear(String view) {}

        @Override
        public Digest digest(String view) {
            return new Digest(0, 0, "");
        }
    }
}
