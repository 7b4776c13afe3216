package dev.lekha.store.mongo;

import dev.lekha.kernel.leaf.Leaf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * Wanted events in order, read by the page as they are asked for. Either finite, up to the head as
 * it was and closed by the marker; or without end, rung by the head. A failure to read ends it and
 * is found in {@link #error()}.
 */
final class PagedStream implements MessageStream<EventMessage> {
    private static final long NO_END = Long.MAX_VALUE;

    private final Walk walk;
    private final Head head;
    private final long end;
    private final Bell bell = new Bell(this::fail);
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<StoredEvent> page = new ArrayDeque<>();
    private @Nullable Entry<EventMessage> ready;
    private boolean completed;
    private @Nullable Throwable error;

    private PagedStream(Walk walk, Head head, long end) {
        this.walk = walk;
        this.head = head;
        this.end = end;
    }

    /** Up to what the log holds now, then the marker. */
    static PagedStream finite(Walk walk, Head head) {
        return new PagedStream(walk, head, head.position());
    }

    static PagedStream endless(Walk walk, Head head) {
        var stream = new PagedStream(walk, head, NO_END);
        head.listen(stream.bell);
        return stream;
    }

    @Override
    public Optional<Entry<EventMessage>> next() {
        lock.lock();
        try {
            var next = peek();
            ready = null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Entry<EventMessage>> peek() {
        lock.lock();
        try {
            if (ready == null) {
                fill();
            }
            return Optional.ofNullable(ready);
        } catch (RuntimeException failed) {
            fail(failed);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasNextAvailable() {
        return peek().isPresent();
    }

    private void fill() {
        if (completed) {
            return;
        }
        if (page.isEmpty()) {
            page.addAll(walk.next(Math.min(end, head.position())));
        }
        var event = page.poll();
        if (event != null) {
            ready = entry(event.leaf());
        } else if (end != NO_END) {
            ready = terminal();
            completed = true;
        }
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            error = cause;
        } finally {
            lock.unlock();
        }
        close();
    }

    private static Entry<EventMessage> entry(Leaf event) {
        var message =
                new GenericEventMessage(
                        event.id(),
                        new MessageType(event.type(), event.version()),
                        event.body(),
                        event.metadata(),
                        event.time());
        var token = new GlobalSequenceTrackingToken(event.position());
        return new SimpleEntry<>(message, TrackingToken.addToContext(Context.empty(), token));
    }

    private Entry<EventMessage> terminal() {
        var marker = new GlobalIndexConsistencyMarker(end);
        return new SimpleEntry<>(
                TerminalEventMessage.INSTANCE,
                ConsistencyMarker.addToContext(Context.empty(), marker));
    }

    @Override
    public void setCallback(Runnable callback) {
        bell.answer(callback);
    }

    @Override
    public Optional<Throwable> error() {
        lock.lock();
        try {
            return Optional.ofNullable(error);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isCompleted() {
        lock.lock();
        try {
            return completed && ready == null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            completed = true;
        } finally {
            lock.unlock();
        }
        head.forget(bell);
    }
}
