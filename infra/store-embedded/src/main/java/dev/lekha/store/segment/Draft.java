package dev.lekha.store.segment;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.leaf.LeafDraft;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;

/**
 * An event made ready on the caller's thread; only its position is still open.
 *
 * @param keys by which the index finds it
 */
record Draft(LeafDraft leaf, Keys keys) {
    static Draft of(TaggedEventMessage<?> event, Converter converter) {
        return of(LeafDraft.of(event.event(), event.tags(), converter));
    }

    static Draft of(Log.Stored event) {
        return of(LeafDraft.of(event));
    }

    private static Draft of(LeafDraft leaf) {
        return new Draft(leaf, Keys.of(leaf.tags(), leaf.type()));
    }

    /** Bytes that it takes in a frame, at most. */
    int mostBytes() {
        return Frame.RECORD_HEAD + leaf.mostBytes();
    }
}
