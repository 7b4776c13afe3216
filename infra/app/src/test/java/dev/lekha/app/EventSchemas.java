package dev.lekha.app;

import dev.lekha.edge.http.JsonSchemas;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.EventName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of what leaves the platform, made from the events' records. They are open: a reader
 * passes over a field that it does not know, so that one can be added.
 */
final class EventSchemas {
    /** Events that stay inside, and why. */
    static final Map<String, String> WITHHELD =
            Map.of(
                    "notifications.Subscribed", "tells where somebody is reached",
                    "registration.ContactRecorded", "is of people",
                    "registration.CredentialIssued", "holds a digest of a secret",
                    "registration.CredentialRevoked", "tells of keys",
                    "reporting.FaultyInformationReceived", "holds bytes of unknown content",
                    "evidence.CommandRefused", "tells what somebody was refused");

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EventSchemas() {}

    /** File name and text of each. */
    static SortedMap<String, String> of(EventCatalogue events) {
        var files = new TreeMap<String, String>();
        for (var name : events.names()) {
            if (!WITHHELD.containsKey(name)) {
                var type = events.type(name);
                files.put(file(EventName.of(type)), text(type));
            }
        }
        return files;
    }

    static String file(EventName name) {
        return name + ".v" + name.version() + ".json";
    }

    private static String text(Class<? extends DomainEvent> type) {
        var name = EventName.of(type);
        var schema = PRETTY.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:lekha:schema:" + name + ":" + name.version());
        schema.put("title", name + ", version " + name.version());
        schema.setAll(JsonSchemas.of(type));
        open(schema);
        return PRETTY.writeValueAsString(schema) + "\n";
    }

    private static void open(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("additionalProperties").isBoolean()) {
            object.remove("additionalProperties");
        }
        schema.values().forEach(EventSchemas::open);
    }
}
