package dev.lekha.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.HashMap;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Makes the indexes that are missing, and requires those that are there to be the right ones. */
final class IndexCheck {
    private IndexCheck() {}

    /**
     * @throws StoreUnusable where an index of that name is on other fields, or not as unique
     */
    static void require(MongoCollection<Document> collection, List<Index> indexes) {
        var found = new HashMap<String, Document>();
        collection.listIndexes().forEach(index -> found.put(index.getString("name"), index));
        for (var index : indexes) {
            var there = found.get(index.name);
            if (there == null) {
                collection.createIndex(
                        index.keys, new IndexOptions().name(index.name).unique(index.unique));
            } else {
                requireEqual(collection, there, index);
            }
        }
    }

    /**
     * @param unique whether no two documents have equal keys
     */
    record Index(String name, Bson keys, boolean unique) {
        static Index of(String name, String... ascending) {
            return new Index(name, Indexes.ascending(ascending), false);
        }

        Index asUnique() {
            return new Index(name, keys, true);
        }
    }

    private static void requireEqual(
            MongoCollection<Document> collection, Document found, Index wanted) {
        var expected = text(wanted.keys.toBsonDocument(), wanted.unique);
        var actual =
                text(
                        found.get("key", Document.class).toBsonDocument(),
                        Boolean.TRUE.equals(found.getBoolean("unique")));
        if (!expected.equals(actual)) {
            throw new StoreUnusable(
                    "The index %s of %s is on %s, where it has to be on %s. Drop it, and it is made anew."
                            .formatted(
                                    found.getString("name"),
                                    collection.getNamespace(),
                                    actual,
                                    expected));
        }
    }

    /** Two documents are equal whatever the order of their fields; two indexes are not. */
    private static String text(BsonDocument keys, boolean unique) {
        var text = new StringBuilder();
        keys.forEach((field, direction) ->
                text.append(text.isEmpty() ? "" : ", ")
                        .append(field)
                        .append(
                                direction.isNumber()
                                        ? ":" + direction.asNumber().intValue()
                                        : ":" + direction));
        return unique ? text + ", unique" : text.toString();
    }
}
