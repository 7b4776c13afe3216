package dev.lekha.edge.http;

import dev.lekha.kernel.Role;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A command as the API's documents show it.
 *
 * @param description one or more sentences
 * @param body JSON Schema of the body; {@link JsonSchemas#of} derives it
 */
public record CommandDescription(
        String capability, String name, String description, JsonNode body, Set<Role> allowed) {
    public CommandDescription {
        allowed = Set.copyOf(allowed);
    }
}
