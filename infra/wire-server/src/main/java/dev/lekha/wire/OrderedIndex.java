package dev.lekha.wire;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An index in ascending order of its fields; a document with several values in one has an entry for
 * each.
 */
final class OrderedIndex extends Index<Integer> {
    private final NavigableMap<Entry, Integer> entries = new TreeMap<>();
    private final Set<String> several = new HashSet<>();

    OrderedIndex(String name, List<IndexKey> keys) {
        super(name, keys, true);
    }

    /**
     * An entry, or with an edge other than 0 a place before or behind all entries that begin with
     * these values.
     *
     * @param position of the document, which tells entries of equal values apart
     */
    private record Entry(List<Object> values, int edge, int position) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            for (var i = 0; i < Math.min(values.size(), other.values.size()); i++) {
                var order = ValueComparator.asc().compare(values.get(i), other.values.get(i));
                if (order != 0) {
                    return order;
                }
            }
            if (values.size() != other.values.size()) {
                return values.size() < other.values.size() ? edge : -other.edge;
            }
            return edge != other.edge
                    ? Integer.compare(edge, other.edge)
                    : Integer.compare(position, other.position);
        }
    }

    Scan scan(Document query, @Nullable Document order) {
        var prefix = new ArrayList<Object>();
        for (var field : keys()) {
            var bounds = Bounds.of(query, field, several.contains(field)).orElse(null);
            switch (bounds) {
                case Bounds.Points(var values) when values.size() == 1 ->
                        prefix.add(values.getFirst());
                case Bounds.Points(var values) -> {
                    return new Scan(2 * prefix.size() + 2, false, each(prefix, values));
                }
                case Bounds.Range range -> {
                    return scan(prefix, 1, order, range);
                }
                case null -> {
                    return scan(prefix, 0, order, new Bounds.Range(null, true, null, true));
                }
            }
        }
        return scan(prefix, 0, order, new Bounds.Range(null, true, null, true));
    }

    private Stream<Integer> each(List<Object> prefix, List<Object> values) {
        return values.stream()
                .flatMap(value ->
                        between(prefix, new Bounds.Range(value, true, value, true))
                                .values()
                                .stream())
                .distinct();
    }

    private Scan scan(List<Object> prefix, int more, @Nullable Document order, Bounds.Range range) {
        var direction = direction(prefix.size(), order);
        var found = between(prefix, range);
        var positions = (direction < 0 ? found.descendingMap() : found).values().stream();
        return new Scan(
                2 * prefix.size() + more,
                direction != 0,
                several.isEmpty() ? positions : positions.distinct());
    }

    /**
     * 1 or -1 where the entries behind so many equal values, read that way, have the order; else 0.
     */
    private int direction(int equal, @Nullable Document order) {
        if (order == null
                || order.isEmpty()
                || order.keySet().stream().anyMatch(several::contains)) {
            return 0;
        }
        var fields = keys();
        var wanted =
                order.keySet().stream()
                        .filter(field -> !fields.subList(0, equal).contains(field))
                        .toList();
        var rest = fields.subList(equal, fields.size());
        if (wanted.size() > rest.size() || !rest.subList(0, wanted.size()).equals(wanted)) {
            return 0;
        }
        var signs = wanted.stream().map(field -> sign(order, field)).distinct().toList();
        return signs.size() == 1 ? signs.getFirst() : 0;
    }

    private static int sign(Document order, String field) {
        return order.get(field) instanceof Number number ? Integer.signum(number.intValue()) : 0;
    }

    private NavigableMap<Entry, Integer> between(List<Object> prefix, Bounds.Range range) {
        var from = edge(prefix, range.low(), range.fromLow() ? -1 : 1, -1);
        var to = edge(prefix, range.high(), range.toHigh() ? 1 : -1, 1);
        return from.compareTo(to) >= 0 ? new TreeMap<>() : entries.subMap(from, true, to, true);
    }

    private static Entry edge(List<Object> prefix, @Nullable Object value, int edge, int open) {
        var values = new ArrayList<>(prefix);
        if (value == null) {
            return new Entry(values, open, 0);
        }
        values.add(value);
        return new Entry(values, edge, 0);
    }

    @Override
    public void add(Document document, Integer position, MongoCollection<Integer> collection) {
        var values = getKeyValues(document);
        if (values.size() != 1) {
            noteSeveral(values);
        }
        values.forEach(value -> entries.put(entry(value, position), position));
    }

    private void noteSeveral(Set<KeyValue> values) {
        var fields = keys();
        for (var i = 0; i < fields.size(); i++) {
            var field = i;
            if (values.stream().map(value -> value.get(field)).distinct().count() != 1) {
                several.add(fields.get(i));
            }
        }
    }

    private static Object orMissing(@Nullable Object value) {
        return value == null ? Missing.getInstance() : value;
    }

    private static Entry entry(KeyValue value, int position) {
        var values = value.stream().map(OrderedIndex::orMissing).toList();
        return new Entry(values, 0, position);
    }

    void remove(Document document, int position) {
        getKeyValues(document).forEach(value -> entries.remove(entry(value, position)));
    }

    /** Only the unique index of its id knows where a document is. */
    @Override
    public @Nullable Integer getPosition(Document document) {
        return null;
    }

    /**
     * Nothing yet: the collection goes on to {@link #remove(Document, int)} when it knows the
     * position.
     */
    @Override
    public @Nullable Integer remove(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Integer> collection) {}

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {}

    @Override
    public void updateInPlace(
            Document before,
            Document after,
            Integer position,
            MongoCollection<Integer> collection) {
        remove(before, position);
        add(after, position, collection);
    }

    /** The collection asks {@link #scan} instead. */
    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Integer> getPositions(Document query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return entries.size();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
