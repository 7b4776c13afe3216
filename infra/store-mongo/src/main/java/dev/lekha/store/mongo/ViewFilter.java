package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static dev.lekha.store.mongo.SortText.MISSING;
import static dev.lekha.store.mongo.SortText.NUMBERS;
import static dev.lekha.store.mongo.SortText.TEXTS;

import dev.lekha.projection.Views.Filter;
import java.util.ArrayList;
import org.bson.conversions.Bson;

/**
 * A filter as a condition: it holds for a number where the stored field is a number and the value
 * can be read as one, and for a text where the stored field is text.
 */
final class ViewFilter {
    /** No text goes on with a greater character. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private ViewFilter() {}

    static Bson of(String field, Filter filter) {
        var text = SortText.text(filter.value());
        return switch (filter.comparison()) {
            case EQUAL -> equal(field, filter.value());
            case PREFIX -> and(gte(field, text), lt(field, text + LAST_CHARACTER));
            default -> either(field, filter, text);
        };
    }

    private static Bson equal(String field, String value) {
        var values = new ArrayList<String>();
        values.add(SortText.text(value));
        SortText.asNumber(value).ifPresent(values::add);
        return in(field, values);
    }

    private static Bson either(String field, Filter filter, String text) {
        var asText = range(field, filter, text, TEXTS, MISSING);
        return SortText.asNumber(filter.value())
                .map(number -> or(range(field, filter, number, NUMBERS, TEXTS), asText))
                .orElse(asText);
    }

    /** In the range of one kind, which begins at {@code from} and ends before {@code end}. */
    private static Bson range(String field, Filter filter, String value, String from, String end) {
        return switch (filter.comparison()) {
            case LESS -> and(gte(field, from), lt(field, value));
            case AT_MOST -> and(gte(field, from), lte(field, value));
            case GREATER -> and(gt(field, value), lt(field, end));
            case AT_LEAST -> and(gte(field, value), lt(field, end));
            case EQUAL, PREFIX -> throw new IllegalArgumentException("no range: " + filter);
        };
    }
}
