package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** The collection of the log, asked only what its indexes can answer. */
final class LogCollection {
    static final String NAME = "log";

    static final List<IndexCheck.Index> INDEXES =
            List.of(
                    IndexCheck.Index.of("tags_id", CommitDocument.TAGS, CommitDocument.ID),
                    IndexCheck.Index.of("types_id", CommitDocument.TYPES, CommitDocument.ID),
                    IndexCheck.Index.of("at_id", CommitDocument.LATEST, CommitDocument.ID));

    private static final InsertManyOptions IN_ORDER = new InsertManyOptions().ordered(true);

    private final MongoCollection<Document> documents;

    /**
     * @param database that writes to the majority's journals and reads what the majority has
     */
    LogCollection(MongoDatabase database) {
        documents = database.getCollection(NAME);
    }

    MongoCollection<Document> documents() {
        return documents;
    }

    void insert(List<Document> commits) {
        documents.insertMany(commits, IN_ORDER);
    }

    /**
     * Has each document list what it lists now: before format 2 tags stood alone, and not with the
     * types of their events. Done twice, it changes nothing.
     */
    void listAnew() {
        for (var document : documents.find().sort(ascending(CommitDocument.ID))) {
            var commit = CommitDocument.read(document);
            documents.updateOne(
                    eq(CommitDocument.ID, commit.first()),
                    set(CommitDocument.TAGS, CommitDocument.tags(commit)));
        }
    }

    Optional<Commit> last() {
        return first(
                Optional.ofNullable(documents.find().sort(descending(CommitDocument.ID)).first()));
    }

    private static Optional<Commit> first(Optional<Document> found) {
        return found.map(CommitDocument::read);
    }

    Optional<Commit> at(long first) {
        return first(
                Optional.ofNullable(
                        documents.find(new Document(CommitDocument.ID, first)).first()));
    }

    /** Commits that begin beyond the position, in order. */
    List<Commit> beyond(long position, int most) {
        return read(
                documents
                        .find(gt(CommitDocument.ID, position))
                        .sort(ascending(CommitDocument.ID))
                        .limit(most));
    }

    /** Where the document begins that holds the position, or the last one before it. */
    long documentOf(long position) {
        var found =
                documents
                        .find(lte(CommitDocument.ID, position))
                        .sort(descending(CommitDocument.ID))
                        .projection(Projections.include(CommitDocument.ID))
                        .first();
        return found == null ? 1 : found.getLong(CommitDocument.ID);
    }

    /** Commits with candidates that begin at or behind {@code from} and before {@code end}. */
    List<Commit> candidates(Wanted wanted, long from, long end, int most) {
        var there = and(gte(CommitDocument.ID, from), lt(CommitDocument.ID, end));
        var filter = wanted.all() ? there : and(wanted.candidates(), there);
        return read(documents.find(filter).sort(ascending(CommitDocument.ID)).limit(most));
    }

    /** Documents from the position on, in order. */
    List<Document> raw(long from, int most) {
        return documents
                .find(gte(CommitDocument.ID, from))
                .sort(ascending(CommitDocument.ID))
                .limit(most)
                .into(new ArrayList<>());
    }

    /** The first commit with an event recorded at that time or later (µs). */
    Optional<Commit> firstRecorded(long micros) {
        return first(
                Optional.ofNullable(
                        documents
                                .find(gte(CommitDocument.LATEST, micros))
                                .sort(ascending(CommitDocument.LATEST, CommitDocument.ID))
                                .first()));
    }

    private static List<Commit> read(Iterable<Document> found) {
        var commits = new ArrayList<Commit>();
        for (var document : found) {
            commits.add(CommitDocument.read(document));
        }
        return commits;
    }
}
