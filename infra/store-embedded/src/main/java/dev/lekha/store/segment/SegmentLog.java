package dev.lekha.store.segment;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.leaf.LeafVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * The log in append-only segments, as Axon sees it. Token and marker N both mean "up to and
 * including position N"; the first event has position 1.
 */
public final class SegmentLog implements EventStorageEngine, AutoCloseable {
    /** An append is one frame, and a frame has to fit into memory. */
    private static final long MOST_APPEND_BYTES = 64 << 20;

    private static final long SEGMENT_BYTES = 32 << 20;

    private final Segments segments;
    private final Pages pages;
    private final Appending appending;
    private final Supplier<? extends Converter> converter;

    private SegmentLog(
            Segments segments, Appending appending, Supplier<? extends Converter> converter) {
        this.segments = segments;
        this.pages = new Pages(segments);
        this.appending = appending;
        this.converter = converter;
    }

    /**
     * Opens the log in a folder, which is made where it is missing; one process at a time.
     *
     * @param converter turns payloads into bytes; asked for late, since it may need the log to be
     *     built
     * @throws LogDamaged where something that was acknowledged is not there
     */
    public static SegmentLog open(
            Path folder, Supplier<? extends Converter> converter, CommitObserver observer)
            throws IOException {
        return open(folder, converter, observer, Disk.FILES, SEGMENT_BYTES);
    }

    /** Opens the log in a folder to put events of another log into it. */
    public static SegmentLog openToCopy(Path folder) throws IOException {
        return open(
                folder,
                () -> {
                    throw new IllegalStateException("copies have their bytes");
                },
                CommitObserver.NONE);
    }

    /**
     * @param segmentBytes of a segment, unless one commit needs more
     */
    static SegmentLog open(
            Path folder,
            Supplier<? extends Converter> converter,
            CommitObserver observer,
            Disk disk,
            long segmentBytes)
            throws IOException {
        Files.createDirectories(folder);
        var names = new Names(folder);
        var mark = TailMark.open(names.tail());
        var found = Opening.open(names, mark.read());
        found.end().filter(end -> !mark.read().equals(Optional.of(end))).ifPresent(mark::set);
        var segments = new Segments(found.layout(), new Head(found.last()));
        var indexer = new Indexer(names, segments);
        found.unsealed().ifPresent(indexer::sealFound);
        found.missing().forEach(indexer::make);
        var tips = new Tips(names, disk, segments, indexer, segmentBytes);
        var frames = new Frames(segments, tips, mark, found.chain());
        return new SegmentLog(segments, new LogWriter(frames, indexer, observer), converter);
    }

    /**
     * Opens the log in a folder to read, beside a process that may be writing it; streams hear of
     * new events only when they are asked.
     */
    public static SegmentLog openReadOnly(Path folder) throws IOException {
        return new SegmentLog(
                Following.open(new Names(folder)), Appending.REFUSED, Appending::refuse);
    }

    /** The log as readers see it. */
    public Log reader() {
        return new SegmentReader(pages, segments.head());
    }

    Segments segments() {
        return segments;
    }

    /**
     * Shows records as they are stored, which is as they are hashed: verified, not decoded, not
     * copied.
     *
     * @param after the position before the first
     * @param upTo the last position, or the head where that comes first
     * @return the last position that was shown
     * @throws CorruptEvent where a record is not what was written
     */
    public long scan(long after, long upTo, LeafVisitor visitor) {
        long last = Math.min(upTo, segments.head().position());
        return segments.read(layout -> layout.scan(after, last, visitor));
    }

    /** What there is of files, and what is missing of the index. */
    public Inventory inventory() {
        return segments.layout().inventory();
    }

    /** Appends that wait for the writer. */
    public int waiting() {
        return appending.waiting();
    }

    /** Events appended since this process opened the log. */
    public long appended() {
        return appending.appended();
    }

    /** Appends refused since then because of an event that they did not know. */
    public long conflicts() {
        return appending.conflicts();
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        try {
            var drafts = new ArrayList<Draft>(events.size());
            for (var event : events) {
                drafts.add(Draft.of(event, converter.get()));
            }
            var append = new Append(condition, drafts, appending::submit);
            if (append.mostBytes() > MOST_APPEND_BYTES) {
                throw new Refused(
                        Refused.Kind.TOO_LARGE,
                        "append-too-large",
                        "One append holds at most %d bytes; this has %d."
                                .formatted(MOST_APPEND_BYTES, append.mostBytes()));
            }
            return CompletableFuture.completedFuture(append);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Appends events of another log as they are, at the positions that come next. */
    public CompletableFuture<?> append(List<Log.Stored> events) {
        var append =
                new Append(
                        AppendCondition.none(),
                        events.stream().map(Draft::of).toList(),
                        appending::submit);
        return append.commit(null);
    }

    @Override
    public MessageStream<EventMessage> source(
            SourcingCondition condition, @Nullable ProcessingContext context) {
        long after = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        return PagedStream.finite(pages, Wanted.of(condition.criteria()), segments.head(), after);
    }

    @Override
    public MessageStream<EventMessage> stream(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        return PagedStream.endless(
                pages,
                Wanted.of(condition.criteria()),
                segments.head(),
                index(condition.position()));
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
        return CompletableFuture.completedFuture(
                new GlobalSequenceTrackingToken(segments.head().position()));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(
                new GlobalSequenceTrackingToken(reader().lastBefore(at)));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("head", segments.head().position());
    }

    /** Finishes what it has accepted, and leaves every segment sealed. */
    @Override
    public void close() {
        appending.close();
    }
}
