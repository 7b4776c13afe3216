package dev.lekha.query;

import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.projection.registration.IndexEntries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of the capability index that holds every node that a condition can hold for.
 *
 * @param from the first entry of it
 * @param to the first behind it
 */
record SearchRange(String from, String to) {
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);
    private static final char BEHIND_END = IndexEntries.END + 1;

    /** Each of them holds all that is wanted; where no condition narrows it, all nodes. */
    static List<SearchRange> of(Predicate where) {
        var ranges = new ArrayList<SearchRange>();
        where.conjuncts().forEach(one -> range(one).ifPresent(ranges::add));
        if (ranges.isEmpty()) {
            ranges.add(any(NodeQualities.NODE));
        }
        return ranges;
    }

    boolean holds(String entry) {
        return IndexEntries.ORDER.compare(entry, from) >= 0
                && IndexEntries.ORDER.compare(entry, to) < 0;
    }

    private static Optional<SearchRange> range(Predicate condition) {
        return switch (condition) {
            case Predicate.Comparison(var name, var operator, var value) ->
                    compared(name, operator, value);
            case Predicate.In(var name, var values) -> hull(name, values);
            case Predicate.Starts(var name, var prefix) -> {
                var from = IndexEntries.value(name, new Quality.Text(""));
                yield Optional.of(new SearchRange(from + prefix, from + prefix + LAST));
            }
            case Predicate.Exists(var name) -> Optional.of(any(name));
            case Predicate.Always _, Predicate.And _, Predicate.Or _, Predicate.Not _ ->
                    Optional.empty();
        };
    }

    private static Optional<SearchRange> compared(
            String name, Predicate.Operator operator, Quality value) {
        var text = IndexEntries.value(name, value);
        var before = text + IndexEntries.END;
        var behind = text + BEHIND_END;
        var numbers = name + "=n";
        return switch (operator) {
            case EQUAL -> Optional.of(new SearchRange(before, behind));
            case LESS -> Optional.of(new SearchRange(numbers, before));
            case AT_MOST -> Optional.of(new SearchRange(numbers, behind));
            case GREATER -> Optional.of(new SearchRange(behind, name + "=o"));
            case AT_LEAST -> Optional.of(new SearchRange(before, name + "=o"));
            case DIFFERENT -> Optional.empty();
        };
    }

    /** From the first of the values to the last. */
    private static Optional<SearchRange> hull(String name, List<Quality> values) {
        var texts =
                values.stream()
                        .map(value -> IndexEntries.value(name, value))
                        .sorted(IndexEntries.ORDER)
                        .toList();
        return Optional.of(
                new SearchRange(texts.getFirst() + IndexEntries.END, texts.getLast() + BEHIND_END));
    }

    private static SearchRange any(String name) {
        return new SearchRange(name + "=", name + ">");
    }
}
