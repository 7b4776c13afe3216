package dev.lekha.store.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.jspecify.annotations.Nullable;

/**
 * The log in one SQLite file, as Axon sees it. Token and marker N both mean "up to and including
 * position N"; the first event has position 1.
 */
public final class SqliteLog implements EventStorageEngine {
    private static final String FIRST_SINCE =
            "SELECT min(position) FROM events WHERE recorded_at >= ?";

    private final LogWriter writer;
    private final EventPages pages;
    private final Readers readers;
    private final Head head;
    private final Supplier<? extends Converter> converter;

    /**
     * @param converter turns payloads into bytes; asked for late, since it may need the log to be
     *     built
     */
    SqliteLog(
            LogWriter writer, Readers readers, Head head, Supplier<? extends Converter> converter) {
        this.writer = writer;
        this.readers = readers;
        this.pages = new EventPages(readers, writer.newest());
        this.head = head;
        this.converter = converter;
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

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        try {
            var drafts = events.stream().map(event -> Draft.of(event, converter.get())).toList();
            return CompletableFuture.completedFuture(new Append(condition, drafts, writer::submit));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public MessageStream<EventMessage> source(
            SourcingCondition condition, @Nullable ProcessingContext context) {
        long after = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        return PagedStream.finite(pages, Wanted.of(condition.criteria()), head, after);
    }

    @Override
    public MessageStream<EventMessage> stream(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        return PagedStream.endless(
                pages, Wanted.of(condition.criteria()), head, index(condition.position()));
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
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(head.position()));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        long last = head.position();
        long first = readers.read(session -> session.number(FIRST_SINCE, micros));
        return CompletableFuture.completedFuture(
                new GlobalSequenceTrackingToken(first == 0 ? last : first - 1));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("head", head.position());
    }
}
