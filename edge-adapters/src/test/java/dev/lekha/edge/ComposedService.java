package dev.lekha.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/**
 * A service of {@code infra/deploy/compose.yaml}: what is deployed is what the tests run.
 *
 * @param image with its tag
 */
public record ComposedService(String image, Map<String, String> environment) {
    private static final Path COMPOSE = Path.of("../infra/deploy/compose.yaml");

    public static ComposedService named(String name) {
        try (var text = Files.newBufferedReader(COMPOSE)) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(text);
            var service = file.get("services").get(name);
            var environment = new TreeMap<String, String>();
            if (service.get("environment") instanceof Map<?, ?> variables) {
                variables.forEach((key, value) ->
                        environment.put(String.valueOf(key), String.valueOf(value)));
            }
            return new ComposedService(String.valueOf(service.get("image")), environment);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
