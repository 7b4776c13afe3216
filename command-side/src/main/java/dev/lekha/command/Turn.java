package dev.lekha.command;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** One unit of work and the log as it sees it. What it reads becomes part of its condition. */
record Turn(ProcessingContext context, EventStoreTransaction log) {
    static Turn of(EventStore store, ProcessingContext context) {
        return new Turn(context, store.transaction(context));
    }

    MessageStream<? extends EventMessage> read(EventCriteria boundary) {
        return log.source(SourcingCondition.conditionFor(boundary));
    }

    MessageStream<? extends EventMessage> readBehind(long position, EventCriteria boundary) {
        var start = new GlobalIndexConsistencyMarker(position).position();
        return log.source(SourcingCondition.conditionFor(start, boundary));
    }

    /**
     * Up to where it knows the log: as it was when first read or, after the commit, appended to.
     */
    long position() {
        return Math.max(0, GlobalIndexConsistencyMarker.position(log.appendPosition()));
    }
}
