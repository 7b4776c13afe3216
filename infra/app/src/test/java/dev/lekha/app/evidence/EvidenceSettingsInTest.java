package dev.lekha.app.evidence;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as they are bound from properties. */
final class EvidenceSettingsInTest {
    private EvidenceSettingsInTest() {}

    static EvidenceSettings in(Path parent) {
        return bound(
                Map.of(
                        "lekha.evidence.folder", parent.resolve("evidence"),
                        "lekha.evidence.keys", parent.resolve("keys"),
                        "lekha.evidence.origin", "lekha.test"));
    }

    static EvidenceSettings bound(Map<String, Object> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("lekha.evidence", EvidenceSettings.class);
    }
}
