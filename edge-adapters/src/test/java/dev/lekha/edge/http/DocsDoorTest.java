package dev.lekha.edge.http;

import static dev.lekha.edge.http.Client.assertProblem;
import static dev.lekha.edge.http.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.threads.virtual.enabled=true")
class DocsDoorTest {
    @LocalServerPort int port;
    Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @Test
    void the_document_names_every_command_and_view() throws Exception {
        var document = document();
        assertThat(document.path("openapi").asString()).startsWith("3.1.");
        assertThat(document.at("/info/version").asString()).isEqualTo("1.2.3");
        assertThat(document.path("paths").propertyNames())
                .contains(
                        "/api/commands/devices/RetireDevice",
                        "/api/views/readings",
                        "/api/views/readings/{key}",
                        "/api/log",
                        "/api/log/live",
                        "/api/log/head");
        var command =
                document.path("paths").path("/api/commands/devices/RetireDevice").path("post");
        assertThat(command.path("description").asString())
                .isEqualTo("Takes a device out of the fleet, once. Allowed to: operator.");
        assertThat(command.at("/requestBody/content/application~1json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/devices.RetireDevice");
    }

    @Test
    void a_view_shows_its_declared_fields_as_parameters() throws Exception {
        var names = new ArrayList<String>();
        document()
                .at("/paths/~1api~1views~1readings/get/parameters")
                .forEach(parameter -> {
                    names.add(parameter.path("name").asString(parameter.path("$ref").asString("")));
                });
        assertThat(names)
                .contains("node", "node.prefix", "time.ge", "sort")
                .doesNotContain("value", "flags");
        assertThat(names)
                .contains("#/components/parameters/minPosition", "#/components/parameters/limit");
    }

    @Test
    void every_reference_leads_somewhere_and_every_operation_has_its_own_name() throws Exception {
        var document = document();
        for (var reference : document.findValues("$ref")) {
            var pointer = reference.asString().substring(1);
            assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
        }
        var ids = document.findValues("operationId").stream().map(JsonNode::asString).toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids).hasSizeGreaterThan(6);
    }

    @Test
    void every_path_parameter_is_declared() throws Exception {
        var document = document();
        document.path("paths")
                .propertyStream()
                .forEach(path -> {
                    var inPath =
                            Pattern.compile("\\{(\\w+)}")
                                    .matcher(path.getKey())
                                    .results()
                                    .map(found -> found.group(1));
                    path.getValue()
                            .forEach(operation -> {
                                assertThat(operation.path("responses").has("default"))
                                        .as(path.getKey())
                                        .isTrue();
                            });
                    var declared =
                            path.getValue().findValues("name").stream()
                                    .map(JsonNode::asString)
                                    .toList();
                    assertThat(declared).as(path.getKey()).containsAll(inPath.toList());
                });
    }

    @Test
    void the_document_is_not_sent_twice() throws Exception {
        var etag =
                client.send(client.request("/openapi.json"))
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow();
        var again = client.send(client.request("/openapi.json").header("If-None-Match", etag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void the_documentation_needs_nothing_from_elsewhere() throws Exception {
        var page = client.send(client.request("/docs"));
        assertThat(page.body()).doesNotContain("http://", "https://", "<script>", "onload");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self'");
        for (var file :
                List.of(
                        "swagger-ui.css",
                        "swagger-ui-bundle.js",
                        "start.js",
                        "favicon-32x32.png")) {
            assertThat(page.body().contains("docs/" + file)).as(file).isTrue();
            var answer = client.send(client.request("/docs/" + file));
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body()).as(file).isNotEmpty();
        }
    }

    @Test
    void nothing_else_of_the_class_path_is_served() throws Exception {
        assertProblem(client.send(client.request("/docs/package-info.class")), 404, "path-unknown");
        assertProblem(
                client.send(client.request("/webjars/swagger-ui/index.html")),
                401,
                "unauthenticated");
    }

    private JsonNode document() throws Exception {
        var response = client.send(client.request("/openapi.json"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json");
        return json(response);
    }
}
