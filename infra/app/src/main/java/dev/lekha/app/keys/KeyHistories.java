package dev.lekha.app.keys;

import dev.lekha.app.keys.RotationFiles.Rotation;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Note;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a log tells of the keys that sign for it. */
public final class KeyHistories {
    private static final Log.Filter ROTATIONS = new Log.Filter(List.of(KeyLog.ROTATED), List.of());

    private KeyHistories() {}

    /** The last rotation of each role that has one. */
    public static Map<String, Rotation> last(Log log) {
        var last = new HashMap<String, Rotation>();
        try (var cursor = log.after(0, ROTATIONS)) {
            for (var event = cursor.next(Duration.ZERO);
                    event.isPresent();
                    event = cursor.next(Duration.ZERO)) {
                var rotation = rotation(event.get());
                last.put(rotation.statement().role(), rotation);
            }
        }
        return last;
    }

    private static Rotation rotation(Log.Stored event) {
        var note = Json.MAPPER.readTree(event.body()).path("statement").asString();
        var text = Note.parse(note.getBytes(StandardCharsets.UTF_8)).text();
        return new Rotation(event.position(), KeyStatement.parse(text));
    }
}
