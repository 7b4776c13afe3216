package dev.lekha.projection;

import dev.lekha.kernel.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One view: which rows a fact touches, and what each becomes. A fold is pure and uses nothing but
 * the fact and the row, so a view can be dropped and rebuilt to the same bytes at any time.
 *
 * @param <R> the row, a record; stored as its JSON
 */
public interface Projection<R extends Record> {
    /** Keys of the rows that the fact touches; empty where it concerns this view not at all. */
    List<String> keys(Fact fact);

    /** What the row becomes; empty removes it. Called once for each key. */
    Optional<R> apply(String key, Optional<R> row, Fact fact);

    /**
     * Rows that the fact leaves behind where it changes this one, such as the interval that it
     * ends, by keys of their own; asked for before {@link #apply}. Such a row is never touched
     * again.
     */
    default Map<String, R> leaves(String key, Optional<R> row, Fact fact) {
        return Map.of();
    }
}
