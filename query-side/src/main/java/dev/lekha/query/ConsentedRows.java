package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.privacy.ContextName;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.privacy.Consents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows, with {@code {"withheld":"consent"}} for each value of context that needs consent. */
record ConsentedRows(Rows rows, ConsentCheck consent, Caller caller, String purpose)
        implements Rows {
    /** Where the views have values of context, and what these are called there. */
    private enum Place {
        CONTEXT,
        READINGS,
        INFORMATION
    }

    private static final Map<String, Place> PLACES =
            Map.of(
                    "context", Place.CONTEXT,
                    "latest-readings", Place.READINGS,
                    "reading-history", Place.READINGS,
                    "static-information", Place.INFORMATION);

    @Override
    public long position(String view) {
        return rows.position(view);
    }

    @Override
    public Views.Found find(String view, String key) {
        var found = rows.find(view, key);
        return PLACES.containsKey(view) && found.row().isPresent()
                ? new Views.Found(
                        shown(view, found.row().stream().toList()).stream().findFirst(),
                        found.position())
                : found;
    }

    @Override
    public Views.Page page(String view, Views.Query query) {
        var page = rows.page(view, query);
        return PLACES.containsKey(view)
                ? new Views.Page(shown(view, page.rows()), page.next(), page.position())
                : page;
    }

    @Override
    public Map<String, byte[]> findAll(String view, List<String> keys) {
        var found = new HashMap<>(rows.findAll(view, keys));
        if (PLACES.containsKey(view)) {
            shown(
                            view,
                            found.entrySet().stream()
                                    .map(row -> new Views.Row(row.getKey(), row.getValue()))
                                    .toList())
                    .forEach(row -> found.put(row.key(), row.json()));
        }
        return found;
    }

    private List<Views.Row> shown(String view, List<Views.Row> all) {
        var place = Objects.requireNonNull(PLACES.get(view));
        var read = all.stream().map(row -> (ObjectNode) Json.MAPPER.readTree(row.json())).toList();
        var asked =
                read.stream()
                        .flatMap(row -> names(place, row).map(name -> key(row, name)))
                        .distinct()
                        .toList();
        var withheld = consent.withheld(caller, purpose, asked);
        if (withheld.isEmpty()) {
            return all;
        }
        return IntStream.range(0, all.size())
                .mapToObj(at -> without(withheld, place, read.get(at), all.get(at)))
                .toList();
    }

    private static Views.Row without(
            Set<String> withheld, Place place, ObjectNode json, Views.Row row) {
        var hidden = names(place, json).filter(name -> withheld.contains(key(json, name))).toList();
        if (hidden.isEmpty()) {
            return row;
        }
        for (var name : hidden) {
            switch (place) {
                case CONTEXT, READINGS -> json.set("value", mark());
                case INFORMATION -> ((ObjectNode) json.path("information")).set(name, mark());
            }
        }
        return new Views.Row(row.key(), Json.MAPPER.writeValueAsBytes(json));
    }

    private static ObjectNode mark() {
        return Json.MAPPER.createObjectNode().put("withheld", ConsentCheck.REASON);
    }

    private static Stream<String> names(Place place, JsonNode row) {
        return switch (place) {
            case CONTEXT -> Stream.of(row.path("attribute").asString());
            case READINGS ->
                    Stream.of(row.path("metric").asString())
                            .filter(metric -> metric.startsWith(ContextName.OF_READINGS))
                            .map(metric -> metric.substring(ContextName.OF_READINGS.length()));
            case INFORMATION -> row.path("information").propertyNames().stream();
        };
    }

    private static String key(JsonNode row, String name) {
        return Consents.key(row.path("node").asString(), name);
    }
}
