package dev.lekha.store.mongo;

import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

/** The framework's streams of a log. */
final class Streams {
    private Streams() {}

    static MessageStream<EventMessage> all(MongoLog log) {
        return log.stream(
                StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(0)), null);
    }

    static MessageStream<EventMessage> source(MongoLog log, EventCriteria criteria) {
        return log.source(SourcingCondition.conditionFor(criteria), null);
    }
}
