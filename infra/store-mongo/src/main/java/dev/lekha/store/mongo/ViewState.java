package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Where a view stands.
 *
 * @param generation of its rows; another one begins whenever it is emptied
 * @param position up to which its rows can be read
 * @param floor rows as they were before this position may be gone
 * @param pending a batch that is decided and not yet finished
 */
record ViewState(
        String view,
        String shape,
        long generation,
        long position,
        long floor,
        Optional<Journal.Entry> pending) {
    static final String NAME = "views";
    private static final String ID = "_id";
    private static final String SHAPE = "shape";
    private static final String GENERATION = "generation";
    private static final String POSITION = "position";
    private static final String FLOOR = "floor";
    private static final String PENDING = "pending";

    /** The documents of all views, each changed only from a known state into the next. */
    static final class Documents {
        private final MongoCollection<Document> documents;

        Documents(MongoDatabase database) {
            documents = database.getCollection(NAME);
        }

        /** With the changes of a batch that is pending. */
        Optional<ViewState> whole(String view) {
            return Optional.ofNullable(documents.find(eq(ID, view)).first()).map(Documents::read);
        }

        /** Without the changes of a batch that is pending, which readers need not know. */
        Optional<ViewState> lean(String view) {
            return Optional.ofNullable(
                            documents
                                    .find(eq(ID, view))
                                    .projection(Projections.exclude(PENDING))
                                    .first())
                    .map(Documents::read);
        }

        private static ViewState read(Document document) {
            return new ViewState(
                    document.getString(ID),
                    document.getString(SHAPE),
                    document.getLong(GENERATION),
                    document.getLong(POSITION),
                    document.getLong(FLOOR),
                    Optional.ofNullable(document.get(PENDING, Document.class))
                            .map(Journal.Entry::read));
        }

        void make(String view, String shape) {
            documents.updateOne(
                    eq(ID, view),
                    combine(
                            setOnInsert(SHAPE, shape),
                            setOnInsert(GENERATION, 1L),
                            setOnInsert(POSITION, 0L),
                            setOnInsert(FLOOR, 0L)),
                    new UpdateOptions().upsert(true));
        }

        /** Begins the next generation, empty; nothing where another has begun it. */
        void empty(ViewState from, String shape) {
            documents.updateOne(
                    and(eq(ID, from.view), eq(GENERATION, from.generation)),
                    combine(
                            inc(GENERATION, 1L),
                            set(SHAPE, shape),
                            set(POSITION, 0L),
                            set(FLOOR, 0L),
                            unset(PENDING)));
        }

        /** Decides the next batch; false where the view does not stand there any more. */
        boolean decide(ViewState from, long position, Journal.Entry batch) {
            return changed(standing(from, position), set(PENDING, batch.document()));
        }

        /** Moves a view whose rows do not change; false where it does not stand there any more. */
        boolean move(ViewState from, long position, long to) {
            return changed(standing(from, position), set(POSITION, to));
        }

        /** Moves views whose rows do not change; tells for how many that was still so. */
        int moveAll(List<Standing.Ahead> views) {
            var moves =
                    views.stream()
                            .map(view ->
                                    new UpdateOneModel<Document>(
                                            standing(view.stored(), view.stored().position()),
                                            set(POSITION, view.reflected())))
                            .toList();
            return documents
                    .bulkWrite(moves, new BulkWriteOptions().ordered(false))
                    .getMatchedCount();
        }

        private static Bson standing(ViewState from, long position) {
            return and(
                    eq(ID, from.view),
                    eq(GENERATION, from.generation),
                    eq(POSITION, position),
                    exists(PENDING, false));
        }

        /** Shows the batch, all rows of which are stored; nothing where another has shown it. */
        void finish(ViewState from, Journal.Entry batch) {
            documents.updateOne(
                    and(eq(ID, from.view), eq(PENDING + "." + Journal.BATCH, batch.batch())),
                    combine(set(POSITION, batch.to()), unset(PENDING)));
        }

        /** Takes back a batch that was lost before any row of it was stored. */
        void cancel(ViewState from, Journal.Entry batch) {
            documents.updateOne(
                    and(eq(ID, from.view), eq(PENDING + "." + Journal.BATCH, batch.batch())),
                    unset(PENDING));
        }

        void raiseFloor(ViewState of, long floor) {
            documents.updateOne(
                    and(eq(ID, of.view), eq(GENERATION, of.generation)), max(FLOOR, floor));
        }

        private boolean changed(Bson filter, Bson update) {
            return documents.updateOne(filter, update).getMatchedCount() > 0;
        }
    }

    /** The same view further on. */
    ViewState at(long later) {
        return new ViewState(view, shape, generation, later, floor, Optional.empty());
    }

    boolean awaits(ObjectId batch) {
        return pending.filter(entry -> entry.batch().equals(batch)).isPresent();
    }
}
