package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lekha.kernel.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The document names what the doors serve, and nothing else. */
class DocumentedPathsTest {
    /** They are the document and its pages. */
    private static final Set<String> OF_THE_DOCUMENT =
            Set.of("GET /openapi.json", "GET /docs", "GET /docs/{file}");

    /** The document has a path of its own for each command and each view. */
    private static final List<String> BY_NAME = List.of("/api/commands/", "/api/views/");

    private static final Map<String, String> IN_OTHER_WORDS = Map.of("/tile/**", "/tile/{path}");

    @TempDir Path data;

    @Test
    void every_path_that_a_door_serves_stands_in_the_document_and_every_other_one_does_not()
            throws Exception {
        var served = served();
        assertThat(served).hasSizeGreaterThan(30).contains("GET /api/evidence/interval");
        assertThat(documented()).isEqualTo(served);
    }

    /** Of all doors, also those that the settings or the roles of a process switch off. */
    private static Set<String> served() {
        var paths = new TreeSet<String>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.lekha")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(RestController.class))
                        .flatMap(type -> type.getMethods().stream())
                        .map(JavaMethod::reflect)
                        .map(method ->
                                AnnotatedElementUtils.findMergedAnnotation(
                                        method, RequestMapping.class))
                        .filter(mapping -> mapping != null)
                        .flatMap(DocumentedPathsTest::operations)
                        .filter(operation -> !OF_THE_DOCUMENT.contains(operation))
                        .filter(operation -> !isByName(operation))
                        .forEach(paths::add);
        return paths;
    }

    private static Stream<String> operations(RequestMapping mapping) {
        assertThat(mapping.method()).as(List.of(mapping.path()).toString()).isNotEmpty();
        return Stream.of(mapping.method())
                .flatMap(verb ->
                        Stream.of(mapping.path())
                                .map(path -> verb + " " + IN_OTHER_WORDS.getOrDefault(path, path)));
    }

    private static boolean isByName(String operation) {
        return BY_NAME.stream().anyMatch(prefix -> operation.contains(" " + prefix));
    }

    private Set<String> documented() throws Exception {
        var operations = new TreeSet<String>();
        try (var platform = new RunningPlatform(data, "--lekha.mqtt.mode=off")) {
            var document = Json.MAPPER.readTree(platform.get("/openapi.json", "").body());
            document.path("paths")
                    .propertyStream()
                    .forEach(path ->
                            path.getValue()
                                    .propertyNames()
                                    .forEach(verb ->
                                            operations.add(
                                                    verb.toUpperCase(Locale.ROOT)
                                                            + " "
                                                            + path.getKey())));
        }
        operations.removeIf(DocumentedPathsTest::isByName);
        return operations;
    }
}
