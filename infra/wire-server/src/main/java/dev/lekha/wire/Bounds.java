package dev.lekha.wire;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a query says about one field: values of which it has to be one, or a range. A condition that
 * is not understood is left out, since whoever reads by bounds asks the whole query of each
 * document.
 */
sealed interface Bounds {
    record Points(List<Object> values) implements Bounds {}

    /** Inclusive where it says so; an end that is null is open. */
    record Range(@Nullable Object low, boolean fromLow, @Nullable Object high, boolean toHigh)
            implements Bounds {
        private static final Range ALL = new Range(null, true, null, true);

        private Range above(Object value, boolean inclusive) {
            var tighter = low == null || ValueComparator.asc().compare(value, low) >= 0;
            return tighter
                    ? new Range(value, inclusive && (fromLow || !value.equals(low)), high, toHigh)
                    : this;
        }

        private Range below(Object value, boolean inclusive) {
            var tighter = high == null || ValueComparator.asc().compare(value, high) <= 0;
            return tighter
                    ? new Range(low, fromLow, value, inclusive && (toHigh || !value.equals(high)))
                    : this;
        }

        private Range with(String operator, Object value) {
            return switch (operator) {
                case "$gt" -> above(value, false);
                case "$gte" -> above(value, true);
                case "$lt" -> below(value, false);
                case "$lte" -> below(value, true);
                default -> this;
            };
        }
    }

    /**
     * @param several whether a document may have several values in the field, so that two
     *     conditions may be met by two of them
     */
    static Optional<Bounds> of(Document query, String field, boolean several) {
        var range = Range.ALL;
        for (var condition : conditions(query, field)) {
            for (var one : operators(condition).entrySet()) {
                var points = points(one.getKey(), one.getValue());
                if (points.isPresent()) {
                    return points;
                }
                if (isPlain(one.getValue()) && (!several || range.equals(Range.ALL))) {
                    range = range.with(one.getKey(), one.getValue());
                }
            }
        }
        return range.equals(Range.ALL) ? Optional.empty() : Optional.of(range);
    }

    private static Optional<Bounds> points(String operator, Object value) {
        var values =
                operator.equals("$in")
                        ? new ArrayList<Object>((Collection<?>) value)
                        : List.of(value);
        var equal = operator.equals("$in") || operator.equals("$eq");
        return equal && values.stream().allMatch(Bounds::isPlain)
                ? Optional.of(new Points(values))
                : Optional.empty();
    }

    private static Map<String, Object> operators(Object condition) {
        return condition instanceof Document operators
                        && operators.keySet().stream().allMatch(key -> key.startsWith("$"))
                ? operators
                : Map.of("$eq", condition);
    }

    private static List<Object> conditions(Document query, String field) {
        var found = new ArrayList<Object>();
        for (var one : query.entrySet()) {
            if (one.getKey().equals(field) && one.getValue() != null) {
                found.add(one.getValue());
            } else if (one.getKey().equals("$and")
                    && one.getValue() instanceof Collection<?> parts) {
                parts.forEach(part -> found.addAll(conditions((Document) part, field)));
            }
        }
        return found;
    }

    /** Queries of which a document has to match one; none where it says nothing of the kind. */
    static List<Document> alternatives(Document query) {
        for (var one : query.entrySet()) {
            if (one.getValue() instanceof Collection<?> parts) {
                var found =
                        switch (one.getKey()) {
                            case "$or" -> parts.stream().map(Document.class::cast).toList();
                            case "$and" ->
                                    parts.stream()
                                            .map(part -> alternatives((Document) part))
                                            .filter(those -> !those.isEmpty())
                                            .findFirst()
                                            .orElse(List.of());
                            default -> List.<Document>of();
                        };
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private static boolean isPlain(@Nullable Object value) {
        return value != null
                && !(value instanceof Document)
                && !(value instanceof Collection)
                && !(value instanceof BsonRegularExpression);
    }
}
