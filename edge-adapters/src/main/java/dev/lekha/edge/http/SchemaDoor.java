package dev.lekha.edge.http;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The JSON Schemas of published events, of every version that there was: {@code GET
 * /api/schemas/charging.CdrIssued/1}. Open to all, for whoever validates asks without a key.
 */
@RestController
final class SchemaDoor {
    private static final Pattern NAME = Pattern.compile("[A-Za-z]+\\.[A-Za-z]+");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}");

    @GetMapping(path = "/api/schemas/{type}/{version}", produces = "application/schema+json")
    ResponseEntity<byte[]> schema(@PathVariable String type, @PathVariable String version)
            throws IOException {
        var known = NAME.matcher(type).matches() && VERSION.matcher(version).matches();
        var file = new ClassPathResource("schemas/" + type + ".v" + version + ".json");
        if (!known || !file.exists()) {
            throw new Refused(
                    Refused.Kind.UNKNOWN,
                    "schema-unknown",
                    "There is no published event " + type + " of version " + version + ".");
        }
        return ResponseEntity.ok(file.getContentAsByteArray());
    }
}
