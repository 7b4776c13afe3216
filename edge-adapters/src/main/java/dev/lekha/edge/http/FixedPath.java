package dev.lekha.edge.http;

import dev.lekha.kernel.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * A path of the API that is neither a command nor a view, as the document shows it.
 *
 * @param allowed to whom, as a sentence ends; {@link #EVERYBODY} needs no key
 * @param takes media types of the body; none where there is none
 * @param status of the answer, where all is well
 * @param gives its media type; empty where it has no body
 */
record FixedPath(
        String method,
        String path,
        String tag,
        String id,
        String summary,
        String description,
        String allowed,
        List<Parameter> parameters,
        List<String> takes,
        int status,
        String gives) {
    static final String EVERYBODY = "everybody";
    static final String NOTHING = "";

    /**
     * @param in {@code path} or {@code query}
     * @param type of JSON; {@code array} is of texts, and the parameter may repeat
     */
    record Parameter(String name, String in, String type, String description) {
        static Parameter query(String name, String type, String description) {
            return new Parameter(name, "query", type, description);
        }

        static Parameter path(String name, String description) {
            return new Parameter(name, "path", "string", description);
        }

        private ObjectNode json() {
            var json = Json.MAPPER.createObjectNode().put("name", name).put("in", in);
            json.put("required", in.equals("path")).put("description", description);
            var schema = json.putObject("schema").put("type", type);
            if (type.equals("array")) {
                schema.putObject("items").put("type", "string");
            }
            return json;
        }
    }

    static FixedPath get(
            String path,
            String tag,
            String id,
            String summary,
            String description,
            String allowed,
            String gives,
            Parameter... parameters) {
        return new FixedPath(
                "GET",
                path,
                tag,
                id,
                summary,
                description,
                allowed,
                List.of(parameters),
                List.of(),
                200,
                gives);
    }

    ObjectNode operation() {
        var json = Json.MAPPER.createObjectNode();
        OpenApi.describe(json, tag, id, summary);
        json.put("description", (description + " Allowed to: " + allowed + ".").strip());
        if (allowed.equals(EVERYBODY)) {
            json.putArray("security");
        }
        var listed = json.putArray("parameters");
        parameters.forEach(parameter -> listed.add(parameter.json()));
        if (!takes.isEmpty()) {
            var body = json.putObject("requestBody").put("required", true).putObject("content");
            takes.forEach(type -> body.putObject(type).putObject("schema"));
        }
        var responses = json.putObject("responses");
        var good = responses.putObject(Integer.toString(status)).put("description", summary + ".");
        if (!gives.equals(NOTHING)) {
            good.putObject("content").putObject(gives).putObject("schema");
        }
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
        return json;
    }

    /** As the document has it: {@code get}. */
    String verb() {
        return method.toLowerCase(Locale.ROOT);
    }
}
