package dev.lekha.app;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.privacy.ContextName;
import dev.lekha.projection.privacy.Consents;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What of an event's body may be under consent, as keys of the view {@code consents}. */
final class UnderConsent {
    private UnderConsent() {}

    static List<String> in(Log.Stored event) {
        return switch (event.type()) {
            case "context.ContextReported" -> keys(event, "values");
            case "context.StaticInformationRecorded" -> keys(event, "information");
            case "reporting.ReportAccepted" -> ofReadings(Json.MAPPER.readTree(event.body()));
            default -> List.of();
        };
    }

    private static List<String> keys(Log.Stored event, String values) {
        var body = Json.MAPPER.readTree(event.body());
        return keys(body, body.path(values).propertyNames().stream());
    }

    private static List<String> ofReadings(JsonNode body) {
        return keys(
                body,
                body.path("readings")
                        .valueStream()
                        .map(reading -> reading.path("metric").asString())
                        .filter(metric -> metric.startsWith(ContextName.OF_READINGS))
                        .map(metric -> metric.substring(ContextName.OF_READINGS.length())));
    }

    private static List<String> keys(JsonNode body, Stream<String> names) {
        var node = body.path("node").asString();
        return names.map(name -> Consents.key(node, name)).distinct().toList();
    }
}
