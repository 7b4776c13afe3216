package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code infra/docs/schemas} equal to the events' records, and lets no version change in a
 * way that would break its readers. {@code ./lekha test -Dtest=EventSchemasTest
 * -Dlekha.schemas=write -Dsurefire.failIfNoSpecifiedTests=false} writes what may be written.
 */
class EventSchemasTest {
    private static final Path FOLDER =
            Path.of("../../infra/docs/schemas").toAbsolutePath().normalize();

    @Test
    @Requirement("8-I3a")
    void no_published_schema_changes_in_a_way_that_breaks_its_readers() throws IOException {
        var breaks = new ArrayList<String>();
        for (var schema : EventSchemas.of(Discovery.events()).entrySet()) {
            var file = FOLDER.resolve(schema.getKey());
            if (Files.exists(file)) {
                SchemaChange.breaks(
                                Json.MAPPER.readTree(Files.readString(file)),
                                Json.MAPPER.readTree(schema.getValue()))
                        .forEach(each -> breaks.add(schema.getKey() + ": " + each));
            }
        }
        assertThat(breaks).as("give the event a new version, and an upcaster").isEmpty();
    }

    @Test
    void every_event_is_withheld_or_has_its_schema_published() throws IOException {
        no_published_schema_changes_in_a_way_that_breaks_its_readers();
        for (var schema : EventSchemas.of(Discovery.events()).entrySet()) {
            var file = FOLDER.resolve(schema.getKey());
            if ("write".equals(System.getProperty("lekha.schemas"))) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, schema.getValue());
            }
            assertThat(file)
                    .as("write it with -Dlekha.schemas=write")
                    .hasContent(schema.getValue());
        }
    }

    @Test
    void what_is_withheld_is_an_event_and_has_no_schema() throws IOException {
        assertThat(Discovery.events().names()).containsAll(EventSchemas.WITHHELD.keySet());
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll("\\.v.*", "")))
                    .doesNotContainAnyElementsOf(EventSchemas.WITHHELD.keySet());
        }
    }

    @Test
    void every_published_schema_is_one_of_json_schema_itself() throws IOException {
        var meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        try (var files = Files.list(FOLDER)) {
            for (var file : files.toList()) {
                assertThat(meta.validate(Files.readString(file), InputFormat.JSON))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }
}
