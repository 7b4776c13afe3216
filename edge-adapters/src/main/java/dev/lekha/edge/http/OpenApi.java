package dev.lekha.edge.http;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Role;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API's document (OpenAPI 3.1): the frame, and a path for each command and view that there is.
 */
final class OpenApi {
    private static final String COMMAND =
            """
            {"post":{"parameters":[{"$ref":"#/components/parameters/idempotencyKey"},
              {"$ref":"#/components/parameters/contentDigest"}],
              "requestBody":{"required":true,"content":{"application/json":{}}},
              "responses":{"200":{"description":"Accepted and durable.",
                "headers":{"Lekha-Position":{"$ref":"#/components/headers/position"}},
                "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Answer"}}}}}}}\
            """;
    private static final Set<String> COMMAND_REFUSALS =
            Set.of("400", "401", "403", "404", "409", "413", "415", "422", "429", "503", "default");
    private static final Set<String> QUERY_REFUSALS =
            Set.of("400", "401", "403", "404", "406", "429", "503", "default");

    private final ObjectNode document = (ObjectNode) Json.MAPPER.readTree(OpenApiFrame.JSON);

    private OpenApi() {}

    static ObjectNode of(ApiDescription api) {
        var made = new OpenApi();
        made.document.withObjectProperty("info").put("version", api.version());
        api.commands().forEach(made::add);
        api.views().forEach(made::add);
        FixedPaths.all().forEach(made::add);
        var capabilities =
                Stream.concat(
                                api.commands().stream().map(CommandDescription::capability),
                                api.views().stream().map(ViewDescription::capability))
                        .collect(Collectors.toCollection(TreeSet::new));
        var tags = made.document.withArrayProperty("tags");
        capabilities.forEach(capability -> tags.addObject().put("name", capability));
        Stream.of("views", "log", "mqtt", "yardstick")
                .forEach(name -> tags.addObject().put("name", name));
        return made.document;
    }

    private void add(CommandDescription command) {
        var path = (ObjectNode) Json.MAPPER.readTree(COMMAND);
        var operation = path.withObjectProperty("post");
        describe(
                operation,
                command.capability(),
                command.capability() + command.name(),
                words(command.name()));
        operation.put(
                "description", (command.description() + " " + allowed(command.allowed())).strip());
        operation
                .withObjectProperty("requestBody")
                .withObjectProperty("content")
                .withObjectProperty("application/json")
                .set(
                        "schema",
                        component(command.capability() + "." + command.name(), command.body()));
        refuse(operation, COMMAND_REFUSALS);
        path("/api/commands/" + command.capability() + "/" + command.name(), path);
    }

    private void add(ViewDescription view) {
        var row = component("view." + view.name(), view.row());
        for (var path : new ViewPaths(view, row).all().entrySet()) {
            var operation = path.getValue().withObjectProperty("get");
            operation.put(
                    "description",
                    allowed(view.readers())
                            + (view.forParties() ? " Everybody else reads rows of its own." : ""));
            refuse(operation, QUERY_REFUSALS);
            path(path.getKey(), path.getValue());
        }
    }

    private void add(FixedPath fixed) {
        document.withObjectProperty("paths")
                .withObjectProperty(fixed.path())
                .set(fixed.verb(), fixed.operation());
    }

    private void path(String path, ObjectNode item) {
        document.withObjectProperty("paths").set(path, item);
    }

    /** Keeps a schema under a name and gives the reference to it. */
    private ObjectNode component(String name, JsonNode schema) {
        document.withObjectProperty("components").withObjectProperty("schemas").set(name, schema);
        return Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    static void describe(ObjectNode operation, String tag, String id, String summary) {
        operation.putArray("tags").add(tag);
        operation.put("operationId", id).put("summary", summary);
    }

    private static void refuse(ObjectNode operation, Set<String> statuses) {
        var responses = operation.withObjectProperty("responses");
        new TreeSet<>(statuses)
                .forEach(status ->
                        responses.putObject(status).put("$ref", "#/components/responses/Problem"));
    }

    private static String allowed(Set<Role> roles) {
        return "Allowed to: "
                + roles.stream()
                        .filter(role -> role != Role.PLATFORM)
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** {@code RegisterNode} as "Register node". */
    private static String words(String name) {
        var words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
