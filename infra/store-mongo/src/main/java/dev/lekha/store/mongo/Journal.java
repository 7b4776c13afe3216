package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/*
 * A batch of rows is decided before it is applied: what it changes is written down whole, and the view's document then
 * points to it. From then on anybody can finish it, as often as it takes, with the same outcome. A small batch stands in
 * the view's document itself; a large one in parts in the collection "journal". Parts that no view points to are left
 * from a crash and are removed when they are an hour old; should a view come to point to them after that, it is turned back, since without
 * them no row of the batch can have been stored.
 */

/** Batches of row changes, written down before they are applied. */
final class Journal {
    static final String NAME = "journal";
    static final String BATCH = "batch";
    private static final String ID = "_id";
    private static final String VIEW = "view";
    private static final String PART = "part";
    private static final String MADE = "made";
    private static final String TO = "to";
    private static final String PARTS = "parts";
    private static final String CHANGES = "changes";
    private static final String KEY = "k";
    private static final String ROW = "row";
    private static final Duration ORPHANED = Duration.ofHours(1);

    private final MongoCollection<Document> parts;
    private final Sizes sizes;
    private final InstantSource clock;

    /**
     * @param inlineBytes up to which a batch stands in the view's document
     * @param partBytes of one part of a larger batch; a single row may be larger
     */
    record Sizes(long inlineBytes, long partBytes) {
        static final Sizes DEFAULT = new Sizes(256 << 10, 8 << 20);
    }

    /** One row that a batch changes; without a row it removes the key. */
    record Change(String key, byte @Nullable [] row) {
        Document document() {
            var document = new Document(KEY, key);
            return row == null ? document : document.append(ROW, new Binary(row));
        }

        static Change read(Document document) {
            var row = document.get(ROW, Binary.class);
            return new Change(document.getString(KEY), row == null ? null : row.getData());
        }

        long bytes() {
            return key.length() * 3L + (row == null ? 0 : row.length) + 32;
        }
    }

    /**
     * How a view points to its batch.
     *
     * @param parts that hold the changes; 0 where they stand here
     */
    record Entry(ObjectId batch, long to, int parts, List<Change> changes) {
        Document document() {
            return new Document(BATCH, batch)
                    .append(TO, to)
                    .append(PARTS, parts)
                    .append(CHANGES, changes.stream().map(Change::document).toList());
        }

        static Entry read(Document document) {
            return new Entry(
                    document.getObjectId(BATCH),
                    document.getLong(TO),
                    document.getInteger(PARTS),
                    Journal.changes(document));
        }
    }

    private static List<Change> changes(Document document) {
        return document.getList(CHANGES, Document.class).stream().map(Change::read).toList();
    }

    Journal(MongoDatabase database, Sizes sizes, InstantSource clock) {
        this.parts = database.getCollection(NAME);
        this.sizes = sizes;
        this.clock = clock;
    }

    Entry write(String view, long to, Map<String, Optional<byte[]>> changes) {
        var all = new ArrayList<Change>(changes.size());
        changes.forEach((key, row) -> all.add(new Change(key, row.orElse(null))));
        var batch = new ObjectId();
        if (all.stream().mapToLong(Change::bytes).sum() <= sizes.inlineBytes) {
            return new Entry(batch, to, 0, all);
        }
        var documents = new ArrayList<Document>();
        for (var part : split(all)) {
            documents.add(
                    new Document(ID, new Document(BATCH, batch).append(PART, documents.size()))
                            .append(VIEW, view)
                            .append(BATCH, batch)
                            .append(PART, documents.size())
                            .append(MADE, Date.from(clock.instant()))
                            .append(CHANGES, part.stream().map(Change::document).toList()));
        }
        documents.forEach(parts::insertOne);
        return new Entry(batch, to, documents.size(), List.of());
    }

    private List<List<Change>> split(List<Change> all) {
        var split = new ArrayList<List<Change>>();
        long bytes = Long.MAX_VALUE;
        for (var change : all) {
            if (bytes + change.bytes() > sizes.partBytes || split.isEmpty()) {
                split.add(new ArrayList<>());
                bytes = 0;
            }
            split.getLast().add(change);
            bytes += change.bytes();
        }
        return split;
    }

    /** All changes of the batch, or empty where it was finished and removed meanwhile. */
    Optional<List<Change>> read(Entry entry) {
        if (entry.parts == 0) {
            return Optional.of(entry.changes);
        }
        var found = new ArrayList<Change>();
        int count = 0;
        for (var part : parts.find(eq(BATCH, entry.batch)).sort(ascending(PART))) {
            found.addAll(changes(part));
            count++;
        }
        return count == entry.parts ? Optional.of(found) : Optional.empty();
    }

    /** Its loss would cost nothing but space: so it is not waited for. */
    void remove(Entry entry) {
        if (entry.parts > 0) {
            parts.withWriteConcern(WriteConcern.W1).deleteMany(eq(BATCH, entry.batch));
        }
    }

    /** Removes what crashes have left of a view's batches, except what it still points to. */
    void sweep(ViewState view) {
        var old = Date.from(clock.instant().minus(ORPHANED));
        var left = and(eq(VIEW, view.view()), lt(MADE, old));
        parts.deleteMany(
                view.pending().map(entry -> and(left, ne(BATCH, entry.batch()))).orElse(left));
    }
}
