package dev.lekha.store.mongo;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * A commit as it is about to be inserted, and the appends that it carries.
 *
 * @param lasts of each append, the position of its last event
 */
record Planned(Commit commit, List<Append> appends, List<Long> lasts, Document document) {
    /** Bytes of leaves up to which appends are put together: what sourcing one event reads. */
    private static final long AIMED_BYTES = 64 << 10;

    /** Tells every append that it is in the log. */
    void accept(List<Runnable> answers) {
        for (int i = 0; i < appends.size(); i++) {
            var append = appends.get(i);
            long last = lasts.get(i);
            answers.add(() -> append.accept(last));
        }
    }

    /** Puts appends together behind the head; each goes wholly into one document. */
    static final class Drafting {
        private final String by;
        private final List<Planned> plan = new ArrayList<>();
        private List<StoredEvent> events = new ArrayList<>();
        private List<Append> appends = new ArrayList<>();
        private List<Long> lasts = new ArrayList<>();
        private long bytes;
        private long position;
        private long latest;

        /**
         * @param position of the head
         * @param latest recorded-at up to there (µs)
         */
        Drafting(String by, long position, long latest) {
            this.by = by;
            this.position = position;
            this.latest = latest;
        }

        void add(Append append) {
            if (bytes > 0 && bytes + append.mostBytes() > AIMED_BYTES) {
                close();
            }
            for (var draft : append.drafts()) {
                position++;
                events.add(
                        new StoredEvent(
                                position,
                                draft.at(position),
                                draft.beside(),
                                draft.tags(),
                                draft.type()));
                latest = Math.max(latest, draft.recordedAt());
            }
            bytes += append.mostBytes();
            appends.add(append);
            lasts.add(position);
        }

        private void close() {
            if (events.isEmpty()) {
                return;
            }
            var commit = new Commit(new ObjectId(), by, latest, events);
            plan.add(new Planned(commit, appends, lasts, CommitDocument.of(commit)));
            events = new ArrayList<>();
            appends = new ArrayList<>();
            lasts = new ArrayList<>();
            bytes = 0;
        }

        List<Planned> done() {
            close();
            return plan;
        }
    }
}
