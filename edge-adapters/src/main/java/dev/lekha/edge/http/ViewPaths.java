package dev.lekha.edge.http;

import dev.lekha.kernel.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The paths of one view in the API's document: its rows and one row.
 *
 * @param row reference to the schema of a row
 */
record ViewPaths(ViewDescription view, JsonNode row) {
    private static final String ROWS =
            """
            {"get":{"parameters":[],
              "responses":{"200":{"description":"A page, or all rows as a download.",
                "headers":{"Lekha-Position":{"$ref":"#/components/headers/position"},
                  "Link":{"description":"The next page, where there is one.","schema":{"type":"string"}}},
                "content":{
                  "application/json":{"schema":{"type":"object","required":["position","items"],
                    "properties":{"position":{"type":"integer"},"items":{"type":"array"},
                      "next":{"type":"string","description":"Cursor of the next page."}}}},
                  "text/csv":{"schema":{"type":"string"}},
                  "application/x-ndjson":{"schema":{"type":"string"}}}}}}}\
            """;
    private static final String ROW =
            """
            {"get":{"parameters":[
              {"name":"key","in":"path","required":true,"schema":{"type":"string"}},
              {"name":"If-None-Match","in":"header","schema":{"type":"string"}},
              {"$ref":"#/components/parameters/minPosition"}],
              "responses":{"200":{"description":"The row.",
                "headers":{"Lekha-Position":{"$ref":"#/components/headers/position"},
                  "ETag":{"schema":{"type":"string"}}},
                "content":{"application/json":{}}},
                "304":{"description":"The asker has it already."}}}}\
            """;

    Map<String, ObjectNode> all() {
        var path = "/api/views/" + view.name();
        return Map.of(path, rows(), path + "/{key}", one());
    }

    private ObjectNode rows() {
        var path = (ObjectNode) Json.MAPPER.readTree(ROWS);
        var operation = path.withObjectProperty("get");
        OpenApi.describe(operation, view.capability(), view.name(), "Rows of " + view.name());
        ((ObjectNode)
                        operation.at(
                                "/responses/200/content/application~1json/schema/properties/items"))
                .set("items", row);
        var parameters = operation.withArrayProperty("parameters");
        view.fields().forEach(field -> comparisons(parameters, field));
        sort(parameters);
        Stream.concat(asOf(), Stream.of("limit", "after", "minPosition", "format"))
                .forEach(name ->
                        parameters.addObject().put("$ref", "#/components/parameters/" + name));
        return path;
    }

    /** Of a view whose rows are intervals. */
    private Stream<String> asOf() {
        return view.fields().containsAll(List.of("sincePosition", "untilPosition"))
                ? Stream.of("asOf")
                : Stream.empty();
    }

    private ObjectNode one() {
        var path = (ObjectNode) Json.MAPPER.readTree(ROW);
        var operation = path.withObjectProperty("get");
        OpenApi.describe(
                operation, view.capability(), view.name() + "-row", "One row of " + view.name());
        ((ObjectNode) operation.at("/responses/200/content/application~1json")).set("schema", row);
        return path;
    }

    private void comparisons(ArrayNode parameters, String field) {
        var names =
                Stream.concat(
                        Stream.of(field),
                        Stream.of("lt", "le", "gt", "ge", "prefix")
                                .map(operator -> field + "." + operator));
        names.forEach(name ->
                parameters
                        .addObject()
                        .put("name", name)
                        .put("in", "query")
                        .set("schema", name.endsWith(".prefix") ? text() : type(field)));
    }

    /** As the row has it where that is plain; else text, which every value is read from. */
    private ObjectNode type(String field) {
        var declared = view.row().at("/properties/" + field);
        return declared.path("type").asString("").matches("integer|number|boolean|string")
                ? (ObjectNode) declared.deepCopy()
                : text();
    }

    private void sort(ArrayNode parameters) {
        var sort = parameters.addObject().put("name", "sort").put("in", "query");
        sort.put("description", "A field, with a minus before it to descend; without it, by key.");
        var choices = sort.putObject("schema").put("type", "string").putArray("enum");
        view.fields().forEach(field -> choices.add(field).add("-" + field));
        if (view.fields().isEmpty()) {
            parameters.remove(parameters.size() - 1);
        }
    }

    private static ObjectNode text() {
        return Json.MAPPER.createObjectNode().put("type", "string");
    }
}
