package dev.lekha.store.tck;

import dev.lekha.kernel.Log;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

/** Says in one line how the suites read. */
final class Reads {
    private Reads() {}

    /** Bodies, as text, of all events that match. */
    static List<String> source(EventStorageEngine engine, EventCriteria criteria) {
        var bodies = new ArrayList<String>();
        try (var stream =
                new Closing(engine.source(SourcingCondition.conditionFor(criteria), null))) {
            stream.all().stream()
                    .filter(message -> message != TerminalEventMessage.INSTANCE)
                    .forEach(message -> bodies.add(text(message)));
        }
        return bodies;
    }

    static String text(EventMessage message) {
        return new String((byte[]) message.payload(), StandardCharsets.UTF_8);
    }

    static MessageStream<EventMessage> stream(EventStorageEngine engine, long after) {
        return engine.stream(
                StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(after)), null);
    }

    static long position(MessageStream.Entry<EventMessage> entry) {
        return TrackingToken.fromContext(entry).orElseThrow().position().orElseThrow();
    }

    /** All that is there behind the position, without waiting for more. */
    static List<Log.Stored> after(Log log, long position, Log.Filter filter) {
        var events = new ArrayList<Log.Stored>();
        try (var cursor = log.after(position, filter)) {
            Optional<Log.Stored> next = cursor.next(Duration.ZERO);
            while (next.isPresent()) {
                events.add(next.get());
                next = cursor.next(Duration.ZERO);
            }
        }
        return events;
    }

    private record Closing(MessageStream<EventMessage> stream) implements AutoCloseable {
        List<EventMessage> all() {
            var messages = new ArrayList<EventMessage>();
            for (var entry = stream.next(); entry.isPresent(); entry = stream.next()) {
                messages.add(entry.get().message());
            }
            stream.error()
                    .ifPresent(failed -> {
                        throw failed instanceof RuntimeException told
                                ? told
                                : new IllegalStateException(failed);
                    });
            return messages;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
