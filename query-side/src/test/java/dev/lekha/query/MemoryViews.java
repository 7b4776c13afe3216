package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** One view in memory, whose cursors are {@code c:} and a key. */
final class MemoryViews implements Views, Positions {
    final TreeMap<String, String> rows = new TreeMap<>();
    final AtomicInteger pages = new AtomicInteger();
    private long position;

    synchronized void moveTo(long next) {
        position = next;
        notifyAll();
    }

    @Override
    public synchronized boolean await(String view, long wanted, java.time.Duration atMost)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis();
                position < wanted && left > 0;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return position >= wanted;
    }

    @Override
    public synchronized long position(String view) {
        return position;
    }

    @Override
    public Found find(String view, String key) {
        return new Found(
                Optional.ofNullable(rows.get(key)).map(row -> row(key, row)), position(view));
    }

    @Override
    public Page page(String view, Query query) {
        pages.incrementAndGet();
        if (!query.after().isEmpty() && !query.after().startsWith("c:")) {
            throw new IllegalArgumentException("no cursor");
        }
        var matching =
                rows.entrySet().stream()
                        .filter(row -> within(query, row.getKey()))
                        .filter(row ->
                                query.filters().stream()
                                        .allMatch(filter -> holds(filter, row.getValue())))
                        .sorted(order(query))
                        .map(Map.Entry::getKey)
                        .toList();
        int from = query.after().isEmpty() ? 0 : matching.indexOf(query.after().substring(2)) + 1;
        int to = Math.min(matching.size(), from + query.limit());
        var next = to == matching.size() ? "" : "c:" + matching.get(to - 1);
        return new Page(
                matching.subList(from, to).stream().map(key -> row(key, rows.get(key))).toList(),
                next,
                position(view));
    }

    private static boolean within(Query query, String key) {
        return query.within().isEmpty()
                || query.within().stream()
                        .anyMatch(range ->
                                key.compareTo(range.from()) >= 0
                                        && (range.to().isEmpty() || key.compareTo(range.to()) < 0));
    }

    private static Comparator<Map.Entry<String, String>> order(Query query) {
        if (query.sort().isEmpty()) {
            return Map.Entry.comparingByKey();
        }
        Comparator<Map.Entry<String, String>> byField =
                (one, other) ->
                        compare(
                                Json.MAPPER.readTree(one.getValue()).path(query.sort()),
                                field(other.getValue(), query.sort()));
        return query.descending() ? byField.reversed() : byField;
    }

    private static boolean holds(Filter filter, String row) {
        int order = compare(Json.MAPPER.readTree(row).path(filter.field()), filter.value());
        Predicate<String> prefix = text -> text.startsWith(filter.value());
        return switch (filter.comparison()) {
            case EQUAL -> order == 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case PREFIX -> prefix.test(field(row, filter.field()));
        };
    }

    /** As a number where the stored one is a number. */
    private static int compare(JsonNode stored, String value) {
        return stored.isNumber()
                ? stored.decimalValue().compareTo(new BigDecimal(value))
                : stored.asString().compareTo(value);
    }

    private static String field(String row, String name) {
        return Json.MAPPER.readTree(row).path(name).asString();
    }

    private static Row row(String key, String json) {
        return new Row(key, json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void declare(ViewSchema schema) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, byte[]> findAll(String view, List<String> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void apply(String view, long from, long to, Map<String, Optional<byte[]>> changes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear(String view) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Digest digest(String view) {
        throw new UnsupportedOperationException();
    }
}
