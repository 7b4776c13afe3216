package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;

/** Changes stored events behind the store's back. */
final class Damage {
    private Damage() {}

    /** The last byte of the body: a record ends with it and an empty item. */
    static void flipBody(MongoDatabase database, long position) {
        flip(database, position, -2);
    }

    /**
     * @param at counted from the beginning of the record, or below 0 from its end
     */
    static void flip(MongoDatabase database, long position, int at) {
        var log = database.getCollection("log");
        var document =
                Objects.requireNonNull(
                        log.find(lte("_id", position)).sort(descending("_id")).first());
        var leaves = new ArrayList<>(document.getList("leaves", Binary.class));
        int event = (int) (position - document.getLong("_id"));
        byte[] record = leaves.get(event).getData().clone();
        record[at < 0 ? record.length + at : at] ^= 1;
        leaves.set(event, new Binary(record));
        log.replaceOne(
                eq("_id", document.getLong("_id")),
                new Document(document).append("leaves", leaves));
    }
}
