package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/** What the database is: the version of its documents, and what it is known by. */
final class Meta {
    static final String NAME = "meta";
    static final int VERSION = 2;
    private static final String VERSION_FIELD = "version";
    private static final String IDENTIFIER = "identifier";

    private final MongoCollection<Document> documents;
    private final String database;

    Meta(MongoDatabase database) {
        this.documents = database.getCollection(NAME);
        this.database = database.getName();
    }

    /**
     * Notes the version where there is none.
     *
     * @return by which version it was written
     * @throws StoreUnusable where a newer one has
     */
    int requireVersion() {
        var found = made("schema", setOnInsert(VERSION_FIELD, VERSION));
        if (!(found.get(VERSION_FIELD) instanceof Number version)) {
            throw new StoreUnusable(
                    "The database %s does not say by which version it was written."
                            .formatted(database));
        }
        if (version.longValue() > VERSION) {
            throw new StoreUnusable(
                    "The database %s was written by a newer version (documents of version %d, where this program knows up to %d). Use that version or a later one."
                            .formatted(database, version.longValue(), VERSION));
        }
        return version.intValue();
    }

    /** Notes that everything is as this version writes it. */
    void raiseVersion() {
        documents.updateOne(eq("_id", "schema"), set(VERSION_FIELD, VERSION));
    }

    /** The same for all who share the database. */
    String identifier() {
        var found = made("store", setOnInsert(IDENTIFIER, UUID.randomUUID().toString()));
        return found.getString(IDENTIFIER);
    }

    private Document made(String id, Bson atFirst) {
        var found = documents.find(eq("_id", id)).first();
        if (found != null) {
            return found;
        }
        var options =
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        return Objects.requireNonNull(
                documents.findOneAndUpdate(eq("_id", id), atFirst, options), id);
    }
}
