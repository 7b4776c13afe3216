package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import java.io.ByteArrayOutputStream;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A stored event as one line of JSON, without the line's end: {@code
 * {"position":…,"id":…,"recordedAt":…,"type":…,"version":…,"tags":[…],"metadata":{…},"body":…}}.
 * Tags and metadata are sorted, so that equal events are equal lines; the body is the stored bytes,
 * verbatim. These hold no line break, since {@link Json} writes none.
 */
final class StoredEvent {
    private StoredEvent() {}

    static byte[] line(Log.Stored event) {
        var line = new ByteArrayOutputStream(512);
        try (var json = Json.MAPPER.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberProperty("position", event.position());
            json.writeStringProperty("id", event.id());
            json.writeStringProperty("recordedAt", event.recordedAt().toString());
            json.writeStringProperty("type", event.type());
            json.writeStringProperty("version", event.version());
            json.writePOJOProperty("tags", new TreeSet<>(event.tags()));
            json.writePOJOProperty("metadata", new TreeMap<>(event.metadata()));
            json.writeName("body");
            json.writeRawValue("");
            json.flush();
            line.writeBytes(event.body());
            json.writeEndObject();
        }
        return line.toByteArray();
    }
}
