package dev.lekha.app;

import dev.lekha.kernel.Fact;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * The pages behind a position, without end. Only a few are handed out before the follower has taken
 * them, so that one that is slow or far behind holds little. It never throws: what cannot be read
 * fails where it is handled.
 */
final class PageStream implements MessageStream<EventMessage> {
    private static final int OUTSTANDING = 4;

    private final Tail tail;
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile Runnable callback = () -> {};
    private volatile boolean closed;
    private long position;
    private @Nullable FactPage peeked;

    PageStream(Tail tail, long position) {
        this.tail = tail;
        this.position = position;
    }

    void taken() {
        outstanding.decrementAndGet();
        callback.run();
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
        if (peeked == null && !closed && outstanding.get() < OUTSTANDING) {
            peeked = read();
        }
        return Optional.ofNullable(peeked).map(PageStream::entry);
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
        var entry = peek();
        if (peeked != null) {
            position = peeked.to();
            peeked = null;
            outstanding.incrementAndGet();
        }
        return entry;
    }

    private @Nullable FactPage read() {
        try {
            var facts = tail.after(position);
            return facts.isEmpty() ? null : new FactPage(facts.getLast().position(), () -> facts);
        } catch (RuntimeException unreadable) {
            return new FactPage(position + 1, () -> failed(unreadable));
        }
    }

    private static List<Fact> failed(RuntimeException unreadable) {
        throw unreadable;
    }

    private static Entry<EventMessage> entry(FactPage page) {
        return new SimpleEntry<>(
                new GenericEventMessage(FactPage.TYPE, page),
                TrackingToken.addToContext(
                        Context.empty(), new GlobalSequenceTrackingToken(page.to())));
    }

    @Override
    public void setCallback(Runnable more) {
        tail.ignore(callback);
        callback = more;
        if (!closed) {
            tail.listen(more);
        }
        more.run();
    }

    @Override
    public boolean hasNextAvailable() {
        return peek().isPresent();
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.empty();
    }

    @Override
    public boolean isCompleted() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        tail.ignore(callback);
    }
}
