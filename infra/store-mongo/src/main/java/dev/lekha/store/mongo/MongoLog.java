package dev.lekha.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.leaf.LeafDraft;
import dev.lekha.kernel.leaf.LeafVisitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The log in a MongoDB collection, as Axon sees it; any number of processes may have it open and
 * write. Token and marker N both mean "up to and including position N"; the first event has
 * position 1.
 */
public final class MongoLog implements EventStorageEngine, AutoCloseable {
    /** One append is one document, of at most 16 MiB with its lists of tags and checksums. */
    private static final long MOST_APPEND_BYTES = 6 << 20;

    private final LogCollection log;
    private final Tail tail;
    private final CatchUp catchUp;
    private final LogWriter writer;
    private final Watching watching;
    private final Supplier<? extends Converter> converter;

    private MongoLog(
            LogCollection log,
            Tail tail,
            Supplier<? extends Converter> converter,
            CommitObserver observer,
            Duration patience) {
        var name = new ObjectId().toHexString();
        var turns = new Turns(name);
        this.log = log;
        this.tail = tail;
        this.converter = converter;
        this.catchUp = new CatchUp(log, tail, turns);
        this.writer = new LogWriter(log, tail, catchUp, turns, name, patience, observer);
        this.watching = new Watching(log, tail, catchUp);
    }

    /**
     * Opens the log of a database, which is made where it is missing.
     *
     * @param database with majority and journal as its write concern, majority as its read concern
     * @param converter turns payloads into bytes; asked for late, since it may need the log to be
     *     built
     * @param patience with a server that does not answer, before appends are refused
     * @throws StoreUnusable where an index of the log is not what it has to be
     */
    static MongoLog open(
            MongoDatabase database,
            Supplier<? extends Converter> converter,
            CommitObserver observer,
            Duration patience) {
        var log = new LogCollection(database);
        IndexCheck.require(log.documents(), LogCollection.INDEXES);
        var last = log.last();
        var tail =
                new Tail(
                        last.map(Commit::last).orElse(0L),
                        last.map(Commit::latest).orElse(Long.MIN_VALUE));
        return new MongoLog(log, tail, converter, observer, patience);
    }

    /** The log as readers see it. */
    public Log reader() {
        return new LogReader(log, tail);
    }

    /**
     * Shows records as they are stored, which is as they are hashed: verified, not decoded.
     *
     * @param after the position before the first
     * @param upTo the last position, or the head where that comes first
     * @return the last position that was shown
     * @throws CorruptEvent where a record is not what was written, or a document does not list the
     *     tags and types of its events
     */
    public long scan(long after, long upTo, LeafVisitor visitor) {
        return Scan.run(log, after, Math.min(upTo, tail.head().position()), visitor);
    }

    /** Appends that wait for the writer. */
    public int waiting() {
        return writer.waiting();
    }

    /** Events appended since this process opened the log. */
    public long appended() {
        return writer.appended();
    }

    /** Appends refused since then because of an event that they did not know. */
    public long conflicts() {
        return writer.conflicts();
    }

    /** Groups since then that another process has overtaken, and that were tried again. */
    public long overtaken() {
        return writer.overtaken();
    }

    /** Whether a change stream says when others commit; else the log is looked at in turns. */
    public boolean hearsOfChanges() {
        return watching.told();
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        try {
            var drafts = new ArrayList<LeafDraft>(events.size());
            for (var event : events) {
                drafts.add(LeafDraft.of(event.event(), event.tags(), converter.get()));
            }
            return CompletableFuture.completedFuture(append(condition, drafts));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Appends events of another log as they are, at the positions that come next. */
    public CompletableFuture<?> append(List<Log.Stored> events) {
        var drafts = events.stream().map(LeafDraft::of).toList();
        return append(AppendCondition.none(), drafts).commit(null);
    }

    private Append append(AppendCondition condition, List<LeafDraft> drafts) {
        var append = new Append(condition, drafts, writer::submit);
        if (append.mostBytes() > MOST_APPEND_BYTES) {
            throw new Refused(
                    Refused.Kind.TOO_LARGE,
                    "append-too-large",
                    "One append holds at most %d bytes; this has %d."
                            .formatted(MOST_APPEND_BYTES, append.mostBytes()));
        }
        return append;
    }

    /** Sees all that was acknowledged before, by whatever process. */
    @Override
    public MessageStream<EventMessage> source(
            SourcingCondition condition, @Nullable ProcessingContext context) {
        try {
            catchUp.now();
        } catch (MongoException | CorruptEvent failed) {
            return MessageStream.failed(failed);
        }
        long after = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        var walk = new Walk(log, tail, Wanted.of(condition.criteria()), after);
        return PagedStream.finite(walk, tail.head());
    }

    @Override
    public MessageStream<EventMessage> stream(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        var walk =
                new Walk(log, tail, Wanted.of(condition.criteria()), index(condition.position()));
        return PagedStream.endless(walk, tail.head());
    }

    private static long index(@Nullable TrackingToken token) {
        return token == null ? 0 : Math.max(0, token.position().orElse(0));
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.supplyAsync(
                () -> {
                    catchUp.now();
                    return new GlobalSequenceTrackingToken(tail.head().position());
                },
                Thread::startVirtualThread);
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        return CompletableFuture.supplyAsync(
                () -> new GlobalSequenceTrackingToken(lastBefore(at)), Thread::startVirtualThread);
    }

    private long lastBefore(Instant at) {
        catchUp.now();
        return reader().lastBefore(at);
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("head", tail.head().position());
    }

    /** Finishes what it has accepted. */
    @Override
    public void close() {
        writer.close();
        watching.close();
    }
}
