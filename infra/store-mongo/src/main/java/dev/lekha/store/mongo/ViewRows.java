package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/*
 * A row is stored anew whenever it changes: each version says from which position on it holds, and until which. A reader
 * who knows the view's position so sees exactly the rows of that position, whatever is being written. What holds until
 * further notice has "until" at the end of time, and the unique index of key and "until" lets only one such version be.
 *
 * A removed key keeps a version without a row. So a writer that was thought dead and goes on with a batch long finished
 * finds each key taken, by a row or by its absence, and changes nothing.
 */

/** The rows of one generation of one view: a collection of their own. */
final class ViewRows {
    static final long END_OF_TIME = Long.MAX_VALUE;
    static final String KEY = "k";
    static final String ROW = "row";
    private static final String AT = "at";
    private static final String UNTIL = "until";
    private static final int KEYS_AT_ONCE = 1_000;

    private final MongoCollection<Document> documents;
    private final List<String> fields;

    ViewRows(MongoDatabase database, String view, long generation, List<String> fields) {
        this.documents = database.getCollection(prefix(view) + generation);
        this.fields = fields;
    }

    static String prefix(String view) {
        return "rows." + view + ".";
    }

    /** Makes the indexes, or requires them to be the right ones. */
    void prepare() {
        var indexes = new ArrayList<IndexCheck.Index>();
        indexes.add(IndexCheck.Index.of("k_until", KEY, UNTIL).asUnique());
        indexes.add(IndexCheck.Index.of("until", UNTIL));
        for (var field : fields) {
            var stored = field(field);
            indexes.add(IndexCheck.Index.of(stored + "_k", stored, KEY));
        }
        IndexCheck.require(documents, indexes);
    }

    /**
     * The stored name of a field to sort or filter by; that of the key for the empty name.
     *
     * @throws IllegalArgumentException for a field that was not declared
     */
    String field(String name) {
        if (name.isEmpty()) {
            return KEY;
        }
        int index = fields.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "\"%s\" is not one of the fields that can be asked by: %s"
                            .formatted(name, fields));
        }
        return "f" + index;
    }

    /** Rows as they are at the position, which fit the condition. */
    FindIterable<Document> at(long position, Bson condition) {
        return documents.find(and(condition, there(position)));
    }

    private static Bson there(long position) {
        return and(lte(AT, position), gt(UNTIL, position), exists(ROW));
    }

    static byte[] row(Document found) {
        return found.get(ROW, Binary.class).getData();
    }

    /** Those of the keys that have a row at the position. */
    Set<String> present(List<String> keys, long position) {
        var present = new HashSet<String>();
        for (var some : split(keys)) {
            at(position, in(KEY, some))
                    .projection(new Document(KEY, 1))
                    .forEach(found -> present.add(found.getString(KEY)));
        }
        return present;
    }

    static <T> List<List<T>> split(List<T> all) {
        var split = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
            split.add(all.subList(from, Math.min(from + KEYS_AT_ONCE, all.size())));
        }
        return split;
    }

    /** Stores a decided batch; doing it again, at whatever time, changes nothing. */
    void store(List<Journal.Change> changes, long from, long to) {
        for (var some : split(changes)) {
            var keys = some.stream().map(Journal.Change::key).toList();
            documents.updateMany(
                    and(in(KEY, keys), lte(AT, from), eq(UNTIL, END_OF_TIME)), set(UNTIL, to));
            insert(some.stream().map(change -> version(change, to)).toList());
        }
    }

    private void insert(List<Document> versions) {
        try {
            documents.insertMany(versions, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException failed) {
            boolean otherwise =
                    failed.getWriteConcernError() != null
                            || failed.getWriteErrors().stream()
                                    .anyMatch(error ->
                                            error.getCategory() != ErrorCategory.DUPLICATE_KEY);
            if (otherwise) {
                throw failed;
            }
        }
    }

    private Document version(Journal.Change change, long at) {
        var id = new Document(KEY, change.key()).append(AT, at);
        var document = new Document("_id", id).append(KEY, change.key()).append(AT, at);
        document.append(UNTIL, END_OF_TIME);
        var row = change.row();
        if (row != null) {
            document.append(ROW, new Binary(row));
            var values = SortText.of(row, fields);
            for (int i = 0; i < values.size(); i++) {
                document.append("f" + i, values.get(i));
            }
        }
        return document;
    }

    /** Removes versions that no longer hold at the position. */
    void forget(long position) {
        documents.deleteMany(lte(UNTIL, position));
    }

    void drop() {
        documents.drop();
    }
}
