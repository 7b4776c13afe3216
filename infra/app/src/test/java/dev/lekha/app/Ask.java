package dev.lekha.app;

import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Request;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.commandhandling.annotation.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command as doors take it, so that it can be sent from another process.
 *
 * @param fields a JSON object
 */
record Ask(String capability, String command, JsonNode fields) {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    static Ask of(Decision<?> decision) {
        var command = decision.getClass().getAnnotation(Command.class);
        ObjectNode fields = Json.MAPPER.valueToTree(decision);
        // Whoever takes the command puts these in.
        fields.remove(List.of(CommandCatalogue.RECEIVED_AT, CommandCatalogue.CALLER));
        return new Ask(command.namespace(), command.name(), fields);
    }

    /** As the platform asks. */
    Request request() {
        return new Request(
                UUID.randomUUID().toString(),
                capability,
                command,
                Json.MAPPER.writeValueAsBytes(fields),
                Caller.PLATFORM,
                "",
                NOW,
                "");
    }
}
