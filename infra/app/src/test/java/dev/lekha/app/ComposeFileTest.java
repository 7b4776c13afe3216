package dev.lekha.app;

import static dev.lekha.app.DeployFiles.compose;
import static dev.lekha.app.DeployFiles.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file without Docker: what can be said about it by reading it. */
class ComposeFileTest {
    private static final Pattern EXACT =
            Pattern.compile("[a-z/-]+:v?[0-9]+\\.[0-9]+\\.[0-9][\\w.-]*");

    @Test
    void it_keeps_to_the_schema_of_the_compose_specification() throws Exception {
        assertThat(schema().validate(compose().toString(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void the_schema_notices_a_word_that_is_none() throws Exception {
        var misspelt = compose().toString().replace("\"healthcheck\"", "\"healthchek\"");
        assertThat(schema().validate(misspelt, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void every_image_has_an_exact_tag_and_kafka_is_the_one_that_was_tested() throws Exception {
        var images =
                DeployFiles.services().values().stream()
                        .map(service -> service.path("image").asString())
                        .toList();
        assertThat(images).isNotEmpty().allMatch(EXACT.asMatchPredicate());
        var pom = Files.readString(DeployFiles.FOLDER.resolve("../../pom.xml"));
        var tested = Pattern.compile("<kafka.version>(.*?)<").matcher(pom).results().findFirst();
        assertThat(images).contains("apache/kafka:" + tested.orElseThrow().group(1));
    }

    @Test
    void the_nodes_run_without_a_right_and_on_a_root_file_system_that_is_read_only() {
        assertThat(DeployFiles.nodes()).hasSize(2);
        DeployFiles.nodes()
                .values()
                .forEach(node -> {
                    assertThat(node.path("read_only").asBoolean()).isTrue();
                    assertThat(node.path("user").asString()).matches("[1-9][0-9]*:[1-9][0-9]*");
                    assertThat(node.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
                    assertThat(node.path("security_opt").toString())
                            .contains("no-new-privileges:true");
                });
    }

    @Test
    void together_the_nodes_have_every_role_once() {
        var roles =
                DeployFiles.nodes().values().stream()
                        .map(node -> node.path("environment").path("LEKHA_ROLES").asString())
                        .flatMap(named -> Pattern.compile(",").splitAsStream(named))
                        .map(role -> ProcessRole.valueOf(role.toUpperCase(Locale.ROOT)));
        assertThat(roles).containsExactlyInAnyOrder(ProcessRole.values());
    }

    @Test
    void whoever_is_waited_for_exists_and_can_say_that_it_is_well() {
        var services = DeployFiles.services();
        services.forEach((name, service) ->
                service.path("depends_on")
                        .properties()
                        .forEach(needed -> {
                            assertThat(services).as(name).containsKey(needed.getKey());
                            if (needed.getValue()
                                    .path("condition")
                                    .asString()
                                    .equals("service_healthy")) {
                                assertThat(services.get(needed.getKey()).has("healthcheck"))
                                        .as("%s waits for %s", name, needed.getKey())
                                        .isTrue();
                            }
                        }));
    }

    @Test
    void every_file_and_volume_that_is_mounted_is_there() {
        var volumes = compose().path("volumes");
        DeployFiles.services()
                .forEach((name, service) ->
                        elements(service.path("volumes"))
                                .forEach(mount -> {
                                    var source = mount.asString().split(":", 2)[0];
                                    if (source.startsWith(".")) {
                                        assertThat(DeployFiles.FOLDER.resolve(source))
                                                .as(name)
                                                .exists();
                                    } else {
                                        assertThat(volumes.has(source))
                                                .as(name + " " + source)
                                                .isTrue();
                                    }
                                }));
    }

    @Test
    void every_secret_is_made_by_the_script_and_kept_when_it_runs_again(@TempDir Path folder)
            throws Exception {
        var secrets = ComposedSecrets.make(folder.resolve("secrets"));
        var key = Files.readString(secrets.resolve("operator.key"));
        compose()
                .path("secrets")
                .forEach(secret ->
                        assertThat(
                                        secrets.resolve(
                                                Path.of(secret.path("file").asString())
                                                        .getFileName()))
                                .isNotEmptyFile());
        DeployFiles.services()
                .forEach((name, service) ->
                        elements(service.path("secrets"))
                                .map(used -> used.isString() ? used : used.path("source"))
                                .forEach(used ->
                                        assertThat(compose().path("secrets").has(used.asString()))
                                                .as(name + " " + used)
                                                .isTrue()));

        ComposedSecrets.make(secrets);
        assertThat(secrets.resolve("operator.key")).hasContent(key);
    }

    /** The file gives its dialect by an address that is none, and ids in the manner of draft 4. */
    private static Schema schema() throws IOException {
        try (var in =
                Objects.requireNonNull(
                        ComposeFileTest.class.getResourceAsStream("/deploy/compose-spec.json"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                    .getSchema(
                            text.replace(
                                            "http://json-schema.org/draft/2019-09/schema#",
                                            "https://json-schema.org/draft/2019-09/schema")
                                    .replaceAll("\"id\": \"#?[^\"]*\",", ""),
                            InputFormat.JSON);
        }
    }
}
