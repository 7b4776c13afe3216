package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/*
 * All segments of a processor are one document, so that they are there together or not at all: a processor with some of
 * its segments would pass over the events of the others.
 */

/** The tokens of one processor: {@code {_id, segments: {"0": {mask, position, owner, until}}}}. */
final class TokenDocuments {
    static final String NAME = "tokens";
    private static final String ID = "_id";
    private static final String SEGMENTS = "segments";
    private static final String MASK = "mask";
    private static final String POSITION = "position";
    private static final String OWNER = "owner";
    private static final String UNTIL = "until";

    private final MongoCollection<Document> documents;
    private final String processor;

    TokenDocuments(MongoDatabase database, String processor) {
        this.documents = database.getCollection(NAME);
        this.processor = processor;
    }

    /**
     * Who asks, and when.
     *
     * @param now milliseconds since 1970
     * @param until when a claim made now is over
     */
    record Claimant(String owner, long now, long until) {}

    private static String field(int segment, String name) {
        return SEGMENTS + "." + segment + "." + name;
    }

    private Bson document() {
        return eq(ID, processor);
    }

    private Bson segment(int segment) {
        return and(document(), exists(field(segment, MASK)));
    }

    private static Bson free(int segment, Claimant who) {
        return or(
                eq(field(segment, OWNER), null),
                eq(field(segment, OWNER), who.owner()),
                lt(field(segment, UNTIL), who.now()));
    }

    private Bson owned(int segment, Claimant who) {
        return and(document(), eq(field(segment, OWNER), who.owner()));
    }

    /** False where the processor has segments already. */
    boolean insertAll(Collection<Segment> segments, @Nullable TrackingToken token) {
        var fresh = new Document();
        for (var segment : segments) {
            fresh.append(String.valueOf(segment.getSegmentId()), fresh(segment, token));
        }
        var empty = and(document(), or(exists(SEGMENTS, false), eq(SEGMENTS, new Document())));
        return upsert(empty, set(SEGMENTS, fresh));
    }

    /** False where it is there already. */
    boolean insert(Segment segment, @Nullable TrackingToken token) {
        var path = SEGMENTS + "." + segment.getSegmentId();
        return upsert(and(document(), exists(path, false)), set(path, fresh(segment, token)));
    }

    private boolean upsert(Bson filter, Bson update) {
        try {
            var done = documents.updateOne(filter, update, new UpdateOptions().upsert(true));
            return done.getMatchedCount() > 0 || done.getUpsertedId() != null;
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw failed;
        }
    }

    private static Document fresh(Segment segment, @Nullable TrackingToken token) {
        return new Document(MASK, segment.getMask())
                .append(POSITION, position(token))
                .append(OWNER, null)
                .append(UNTIL, 0L);
    }

    private static @Nullable Long position(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> null;
            case GlobalSequenceTrackingToken global -> global.getGlobalIndex();
            default ->
                    throw new IllegalArgumentException(
                            "only positions are kept, not a " + token.getClass().getName());
        };
    }

    /** The token, where the segment is now the claimant's; empty where it is not. */
    Optional<Claimed> claim(int segment, Claimant who) {
        var found =
                documents.findOneAndUpdate(
                        and(segment(segment), free(segment, who)),
                        combine(
                                set(field(segment, OWNER), who.owner()),
                                set(field(segment, UNTIL), who.until())),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return Optional.ofNullable(found).map(document -> claimed(document, segment));
    }

    /**
     * @param token or none yet
     */
    record Claimed(@Nullable TrackingToken token) {}

    private static Claimed claimed(Document document, int segment) {
        var found = document.getEmbedded(List.of(SEGMENTS, "" + segment, POSITION), Long.class);
        return new Claimed(found == null ? null : new GlobalSequenceTrackingToken(found));
    }

    /** Whether the segment was, and so still is, the claimant's. */
    boolean renew(int segment, Claimant who) {
        var later = set(field(segment, UNTIL), who.until());
        return documents.updateOne(owned(segment, who), later).getMatchedCount() > 0;
    }

    /** Whether the segment was, and so still is, the claimant's; else nothing is stored. */
    boolean store(int segment, Claimant who, @Nullable TrackingToken token) {
        var stored =
                combine(
                        set(field(segment, POSITION), position(token)),
                        set(field(segment, UNTIL), who.until()));
        return documents.updateOne(owned(segment, who), stored).getMatchedCount() > 0;
    }

    void release(int segment, Claimant who) {
        documents.updateOne(owned(segment, who), set(field(segment, OWNER), null));
    }

    /** Whether no token is left: what another holds is not deleted. */
    boolean delete(int segment, Claimant who) {
        documents.updateOne(
                and(segment(segment), free(segment, who)), unset(SEGMENTS + "." + segment));
        return documents.find(segment(segment)).first() == null;
    }

    List<Segment> segments() {
        return segments(_ -> true);
    }

    List<Segment> available(Claimant who) {
        return segments(segment ->
                segment.getString(OWNER) == null
                        || segment.getString(OWNER).equals(who.owner())
                        || segment.getLong(UNTIL) < who.now());
    }

    private List<Segment> segments(Predicate<Document> wanted) {
        var found = documents.find(document()).first();
        if (found == null) {
            return List.of();
        }
        return found.get(SEGMENTS, new Document()).entrySet().stream()
                .filter(entry -> wanted.test((Document) entry.getValue()))
                .map(entry ->
                        new Segment(
                                Integer.parseInt(entry.getKey()),
                                ((Document) entry.getValue()).getInteger(MASK)))
                .sorted()
                .toList();
    }
}
