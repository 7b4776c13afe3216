package dev.lekha.projection.charging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Json;
import dev.lekha.projection.Projection;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The rows that a view has after a history; each goes through its stored form on the way. */
final class Folded {
    static final Instant RECORDED = Instant.parse("2027-01-05T12:00:00Z");

    private Folded() {}

    static <R extends Record> NavigableMap<String, R> fold(
            Projection<R> view, DomainEvent... history) {
        var rows = new TreeMap<String, R>();
        var position = 0L;
        for (var event : history) {
            var fact = new Fact(++position, "e" + position, RECORDED, "test", "default", event);
            for (var key : view.keys(fact)) {
                view.apply(key, Optional.ofNullable(rows.get(key)), fact)
                        .ifPresentOrElse(row -> rows.put(key, stored(row)), () -> rows.remove(key));
            }
        }
        return rows;
    }

    @SuppressWarnings("unchecked") // a row is read back as what it was
    private static <R extends Record> R stored(R row) {
        var json = Json.MAPPER.writeValueAsBytes(row);
        var again = (R) Json.MAPPER.readValue(json, row.getClass());
        assertThat(again).isEqualTo(row);
        return again;
    }
}
