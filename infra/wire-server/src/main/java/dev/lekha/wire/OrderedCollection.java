package dev.lekha.wire;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A collection that reads by the index which narrows a query most, or which has its order. */
final class OrderedCollection extends MemoryCollection {
    private static final String BESIDE = " in order";

    /** Filled by {@link #addIndex}, which is not called before this object is made. */
    private final List<OrderedIndex> ordered = new ArrayList<>();

    OrderedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    /** A unique index knows its keys by their hashes only, so it gets one beside it. */
    @Override
    public synchronized void addIndex(Index<Integer> index) {
        super.addIndex(index);
        if (index instanceof OrderedIndex one) {
            ordered.add(one);
        } else if (index.isUnique()) {
            var beside = new OrderedIndex(index.getName() + BESIDE, index.getKeys());
            super.addIndex(beside);
            ordered.add(beside);
        }
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
        if (ordered.stream().anyMatch(index -> index.getName().equals(name + BESIDE))) {
            super.dropIndex(name + BESIDE);
        }
        ordered.removeIf(index -> List.of(name, name + BESIDE).contains(index.getName()));
    }

    @Override
    protected void removeDocument(Integer position) {
        var document = getDocument(position);
        ordered.forEach(index -> index.remove(document, position));
        super.removeDocument(position);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document order,
            int skip,
            int limit,
            int batch,
            @Nullable Document fields) {
        var scan = best(query, order, limit);
        if (scan.isEmpty()) {
            return super.queryDocuments(query, order, skip, limit, batch, fields);
        }
        var sorting = scan.get().sorted() ? null : order;
        var documents = scan.get().positions().map(this::getDocument);
        return matchDocumentsFromStream(documents, query, sorting, skip, limit, batch, fields);
    }

    private Optional<Scan> best(Document query, @Nullable Document order, int limit) {
        var found = narrowest(query, order, limit);
        return found.filter(OrderedCollection::isByValue)
                .or(() -> alternatives(query))
                .or(() -> found);
    }

    private Optional<Scan> narrowest(Document query, @Nullable Document order, int limit) {
        return ordered.stream()
                .map(index -> index.scan(query, order))
                .filter(scan -> scan.narrows() > 0 || scan.sorted() && limit > 0)
                .max(
                        Comparator.comparingInt(Scan::narrows)
                                .thenComparing(Scan::sorted, Boolean::compare));
    }

    /** What fits any of a query's alternatives, where each has an index of its own. */
    private Optional<Scan> alternatives(Document query) {
        var each =
                Bounds.alternatives(query).stream()
                        .map(one -> new Document("$and", List.of(one, query)))
                        .map(one -> narrowest(one, null, 0).filter(OrderedCollection::isByValue))
                        .toList();
        return each.isEmpty() || each.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(
                        new Scan(
                                Scan.BY_VALUE,
                                false,
                                each.stream()
                                        .flatMap(Optional::stream)
                                        .flatMap(Scan::positions)
                                        .distinct()));
    }

    private static boolean isByValue(Scan scan) {
        return scan.narrows() >= Scan.BY_VALUE;
    }
}
