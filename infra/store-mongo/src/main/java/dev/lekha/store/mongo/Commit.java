package dev.lekha.store.mongo;

import java.util.List;
import org.bson.types.ObjectId;

/**
 * Events that became visible together, in one document.
 *
 * @param id tells this document from any other that was tried at the same position
 * @param by the writer, a process with the log open
 * @param latest recorded-at of all events up to the last of these, the greatest of them (µs)
 * @param events at least one, at positions one behind the other
 */
record Commit(ObjectId id, String by, long latest, List<StoredEvent> events) {
    long first() {
        return events.getFirst().position();
    }

    long last() {
        return events.getLast().position();
    }

    long bytes() {
        long sum = 0;
        for (var event : events) {
            sum += event.bytes();
        }
        return sum;
    }
}
