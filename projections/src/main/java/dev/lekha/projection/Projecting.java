package dev.lekha.projection;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Follower;
import dev.lekha.kernel.FollowerBehind;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.TenantKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Keeps one view: folds each batch of facts and stores the rows together with the position that
 * they reflect. Facts at or before the stored position have been folded already and are passed
 * over, so a batch may come again.
 *
 * @param <R> the row
 */
public final class Projecting<R extends Record> implements Follower {
    private final Projection<R> projection;
    private final ViewSchema schema;
    private final Views views;
    private final LongConsumer advanced;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    /**
     * @param advanced told each position once what it reflects can be read
     */
    public Projecting(Projection<R> projection, Views views, LongConsumer advanced) {
        this.projection = projection;
        this.schema = ViewSchemas.of(projection);
        this.views = views;
        this.advanced = advanced;
        this.reader = Json.MAPPER.readerFor(schema.row());
        this.writer = Json.MAPPER.writerFor(schema.row());
        views.declare(schema);
    }

    /** Name of the view. */
    public String view() {
        return schema.name();
    }

    @Override
    public String name() {
        return "view." + schema.name();
    }

    @Override
    public OptionalLong position() {
        return OptionalLong.of(views.position(schema.name()));
    }

    @Override
    public void reset() {
        views.clear(schema.name());
        advanced.accept(0);
    }

    /** What stores and doors need to know of the view. */
    public static ViewSchema schemaOf(Projection<?> projection) {
        return ViewSchemas.of(projection);
    }

    @Override
    public void follow(List<Fact> batch) {
        var from = views.position(schema.name());
        var fresh = batch.stream().filter(fact -> fact.position() > from).toList();
        if (!fresh.isEmpty()) {
            if (fresh.getFirst().position() != from + 1) {
                throw new FollowerBehind(name(), from, fresh.getFirst().position());
            }
            var to = fresh.getLast().position();
            views.apply(schema.name(), from, to, changes(fresh));
            advanced.accept(to);
        }
    }

    private Map<String, Optional<byte[]>> changes(List<Fact> facts) {
        record Touch(Fact fact, List<String> keys) {}
        var touches = new ArrayList<Touch>();
        var rows = new LinkedHashMap<String, Optional<R>>();
        for (var fact : facts) {
            var keys = projection.keys(fact);
            if (!keys.isEmpty()) {
                touches.add(new Touch(fact, keys));
                keys.forEach(key -> rows.put(stored(fact, key), Optional.empty()));
            }
        }
        if (touches.isEmpty()) {
            return Map.of();
        }
        views.findAll(schema.name(), List.copyOf(rows.keySet()))
                .forEach((key, json) -> rows.put(key, Optional.of(reader.readValue(json))));
        for (var touch : touches) {
            for (var key : touch.keys) {
                var place = stored(touch.fact, key);
                var row = rows.getOrDefault(place, Optional.empty());
                projection
                        .leaves(key, row, touch.fact)
                        .forEach((past, left) ->
                                rows.put(stored(touch.fact, past), Optional.of(left)));
                rows.put(place, projection.apply(key, row, touch.fact));
            }
        }
        var changes = new HashMap<String, Optional<byte[]>>(rows.size() * 2);
        rows.forEach((key, row) -> changes.put(key, row.map(writer::writeValueAsBytes)));
        return changes;
    }

    /** So all facts of a row are of one tenant, and the row is its. */
    private static String stored(Fact fact, String key) {
        return TenantKey.of(fact.tenant(), key);
    }
}
