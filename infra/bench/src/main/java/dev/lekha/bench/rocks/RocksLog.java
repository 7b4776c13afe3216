package dev.lekha.bench.rocks;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * The log in RocksDB, as far as it is measured: durable conditional appends in one order, and
 * sourcing by criteria. Token and marker N both mean "up to and including position N"; the first
 * event has position 1.
 */
public final class RocksLog implements EventStorageEngine, AutoCloseable {
    private final RocksFiles files;
    private final RocksWriter writer;

    public RocksLog(Path folder) {
        try {
            files = new RocksFiles(folder);
        } catch (RocksDBException failed) {
            throw new IllegalStateException("RocksDB could not be opened", failed);
        }
        writer = new RocksWriter(files);
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        return CompletableFuture.completedFuture(
                new RocksAppend(condition, events, writer::submit));
    }

    @Override
    public MessageStream<EventMessage> source(
            SourcingCondition condition, @Nullable ProcessingContext context) {
        var after = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        var end = writer.head();
        try (var lookup = new RocksLookup(files)) {
            var found = lookup.all(Criterion.of(condition.criteria()), after, end);
            return MessageStream.fromStream(
                            found.entrySet().stream(),
                            each -> each.getValue().message(),
                            each -> context(each.getKey()))
                    .concatWith(
                            MessageStream.<EventMessage>just(
                                    TerminalEventMessage.INSTANCE, _ -> end(end)));
        } catch (RocksDBException failed) {
            return MessageStream.<EventMessage>failed(failed).cast();
        }
    }

    private static Context context(long position) {
        var token = new GlobalSequenceTrackingToken(position);
        return TrackingToken.addToContext(Context.empty(), token);
    }

    private static Context end(long position) {
        var marker = new GlobalIndexConsistencyMarker(position);
        return ConsistencyMarker.addToContext(Context.empty(), marker);
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(writer.head()));
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public MessageStream<EventMessage> stream(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        throw new UnsupportedOperationException("nobody streams from the yardstick");
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        throw new UnsupportedOperationException("nobody asks the yardstick for a time");
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("head", writer.head());
    }

    @Override
    public void close() throws InterruptedException {
        writer.close();
        files.close();
    }
}
