package dev.lekha.edge;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stored event as CloudEvents 1.0 has it, its data the stored bytes, verbatim. Written by hand
 * because the bytes must stay as they are and the SDK reads JSON with another Jackson; its reader
 * is what tests read with.
 *
 * <p>{@code lekhaposition} is a string, for an integer of CloudEvents has 32 bits.
 */
public record CloudEvent(Map<String, String> attributes, byte[] data) {
    /** Media type of {@link #json}. */
    public static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

    /** Media type of the data alone. */
    public static final String JSON = "application/json";

    /**
     * @param source URI of this platform
     * @param schemas URL of the folder of schemas
     */
    public static CloudEvent of(
            Log.Stored event, Optional<Parties.Subject> subject, String source, String schemas) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", event.id());
        attributes.put("source", source);
        attributes.put("type", "lekha." + event.type() + ".v" + event.version());
        subject.ifPresent(party -> attributes.put("subject", party.toString()));
        attributes.put("time", event.recordedAt().toString());
        attributes.put("dataschema", schemas + "/" + event.type() + "/" + event.version());
        attributes.put("lekhaposition", Long.toString(event.position()));
        attributes.put("lekhatenant", event.metadata().getOrDefault(Metadata.TENANT, "default"));
        return new CloudEvent(attributes, event.body());
    }

    /** Structured: one JSON object on one line. */
    public byte[] json() {
        var out = new ByteArrayOutputStream(512 + data.length);
        try (var json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            attributes.forEach(json::writeStringProperty);
            json.writeStringProperty("datacontenttype", JSON);
            json.writeName("data");
            json.writeRawValue("");
            json.flush();
            out.writeBytes(data);
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
