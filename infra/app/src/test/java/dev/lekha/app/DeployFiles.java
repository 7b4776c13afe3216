package dev.lekha.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of {@code infra/deploy}, as their readers take them: anchors and merges resolved. */
final class DeployFiles {
    static final Path FOLDER = Path.of("../deploy").toAbsolutePath().normalize();
    static final Path COMPOSE = FOLDER.resolve("compose.yaml");
    private static final JsonMapper MAPPER = new JsonMapper();

    private DeployFiles() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The documents of a YAML file. */
    static List<JsonNode> documents(String yaml) {
        return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
                .<JsonNode>map(MAPPER::valueToTree)
                .toList();
    }

    static JsonNode compose() {
        return documents(text(COMPOSE)).getFirst();
    }

    /** The nodes of the platform among the services of the compose file. */
    static Map<String, JsonNode> nodes() {
        return services().entrySet().stream()
                .filter(service ->
                        service.getValue().path("image").asString("").startsWith("lekha:"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Map<String, JsonNode> services() {
        return compose().path("services").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Every file that somebody deploys, without what is made on the way. */
    static List<Path> all() {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(FOLDER.resolve("compose/secrets")))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array.values().stream();
    }
}
