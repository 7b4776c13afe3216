package dev.lekha.app.keys;

import dev.lekha.kernel.Log;
import dev.lekha.store.mongo.CommitObserver;
import dev.lekha.store.mongo.MongoStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;

/**
 * That of a MongoDB database, beside nodes that write it. Who publishes steps aside when it sees
 * that keys are being changed; the claim and the lock of the folder then are this one's.
 */
final class SharedLog extends KeyLog {
    private static final int SEGMENT = Segment.ROOT_SEGMENT.getSegmentId();

    /** A publisher looks each {@code lekha.evidence.pace}; the claim of a dead one ends in 5 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final MongoStore store;
    private final Path evidence;
    private @Nullable FileChannel lock;
    private boolean claimed;

    private SharedLog(MongoStore store, Path evidence) {
        this.store = store;
        this.evidence = evidence;
    }

    static KeyLog open(Path data, String connection) {
        var store =
                MongoStore.open(
                        connection,
                        () -> {
                            throw new IllegalStateException("stored events need no converter");
                        },
                        Clock.systemUTC(),
                        CommitObserver.NONE);
        return new SharedLog(store, data.resolve("evidence"));
    }

    @Override
    Log reader() {
        return store.reader();
    }

    @Override
    void append(Log.Stored event) {
        if (claimed && !isClaimed()) {
            throw new IllegalStateException("the claim to publish is lost");
        }
        store.log().append(List.of(event)).join();
    }

    @Override
    void requireUnpublished() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isClaimed() || !isLocked()) {
            if (System.nanoTime() > end) {
                throw new IOException("A node goes on publishing; stop it, and apply again.");
            }
            pause();
        }
    }

    private boolean isClaimed() {
        var tokens = store.tokens();
        try {
            if (tokens.fetchSegments(PendingKeys.CLAIM, null).join().isEmpty()) {
                var none = new GlobalSequenceTrackingToken(0);
                tokens.initializeTokenSegments(PendingKeys.CLAIM, 1, none, null).join();
            }
            tokens.fetchToken(PendingKeys.CLAIM, SEGMENT, null).join();
            claimed = true;
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof UnableToClaimTokenException)) {
                throw failed;
            }
            claimed = false;
        }
        return claimed;
    }

    private boolean isLocked() throws IOException {
        if (lock == null) {
            lock = FolderLock.tried(evidence).orElse(null);
        }
        return Optional.ofNullable(lock).isPresent();
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a node publishes", interrupted);
        }
    }

    @Override
    public void close() {
        try (store) {
            if (lock != null) {
                lock.close();
            }
            if (claimed) {
                store.tokens().releaseClaim(PendingKeys.CLAIM, SEGMENT, null).join();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
