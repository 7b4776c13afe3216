package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import dev.lekha.kernel.privacy.WrappedKeys;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The wrapped keys in one collection, {@code {_id: subject, wrapped: binary}} or {@code {_id:
 * subject, destroyed: true}}. No process remembers one, so none has to be told.
 */
final class MongoKeys implements WrappedKeys {
    static final String NAME = "subjectkeys";
    private static final String WRAPPED = "wrapped";
    private static final String DESTROYED = "destroyed";

    private final MongoCollection<Document> documents;

    MongoKeys(MongoDatabase database) {
        this.documents = database.getCollection(NAME);
    }

    @Override
    public Kept find(String subject) {
        return answer(() -> kept(documents.find(eq("_id", subject)).first()));
    }

    @Override
    public Kept keep(String subject, byte[] wrapped) {
        return answer(() -> {
            upsert(subject, setOnInsert(WRAPPED, new Binary(wrapped)));
            return kept(documents.find(eq("_id", subject)).first());
        });
    }

    @Override
    public void destroy(String subject) {
        answer(() -> {
            upsert(subject, combine(set(DESTROYED, true), unset(WRAPPED)));
            return subject;
        });
    }

    @Override
    public void forEach(BiConsumer<String, Kept> each) {
        answer(() -> {
            documents.find().forEach(found -> each.accept(found.getString("_id"), kept(found)));
            return NAME;
        });
    }

    /** Of two that insert at once, one may be told of the other: then it is an update. */
    private void upsert(String subject, Bson change) {
        var options = new UpdateOptions().upsert(true);
        try {
            documents.updateOne(eq("_id", subject), change, options);
        } catch (MongoWriteException another) {
            if (another.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw another;
            }
            documents.updateOne(eq("_id", subject), change, options);
        }
    }

    private static Kept kept(@Nullable Document found) {
        if (found == null) {
            return new Kept.Absent();
        }
        return found.get(WRAPPED) instanceof Binary wrapped && !found.getBoolean(DESTROYED, false)
                ? new Kept.Wrapped(wrapped.getData())
                : new Kept.Destroyed();
    }

    private static <T> T answer(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException failed) {
            throw Unavailable.because(failed);
        }
    }
}
