package dev.lekha.edge.http;

import dev.lekha.kernel.Role;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A view as the API's documents show it.
 *
 * @param forParties whether those whom a row names as its own read it as well
 * @param row JSON Schema of a row; {@link JsonSchemas#of} derives it
 */
public record ViewDescription(
        String name,
        String capability,
        List<String> fields,
        JsonNode row,
        Set<Role> readers,
        boolean forParties) {
    public ViewDescription {
        fields = List.copyOf(fields);
        readers = Set.copyOf(readers);
    }
}
