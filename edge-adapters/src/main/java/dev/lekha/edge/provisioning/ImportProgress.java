package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far an import has come, as the log tells it.
 *
 * @param digest of its bytes
 * @param decided rows, from the first
 */
record ImportProgress(
        String format, String digest, long bytes, long rows, long decided, boolean finished) {
    private static final List<String> TYPES =
            List.of(
                    "provisioning.ImportStarted",
                    "provisioning.RowsImported",
                    "provisioning.ImportFinished");

    /** Of the import that this tenant calls so. */
    static Optional<ImportProgress> of(String tenant, String id, Log log) {
        Optional<ImportProgress> progress = Optional.empty();
        try (var cursor = log.after(0, new Log.Filter(TYPES, List.of(Tags.IMPORT + "=" + id)))) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                if (Metadata.tenant(next.get().metadata()).equals(tenant)) {
                    progress = after(progress, next.get());
                }
            }
        }
        return progress;
    }

    private static Optional<ImportProgress> after(
            Optional<ImportProgress> before, Log.Stored event) {
        var body = Json.MAPPER.readTree(event.body());
        return switch (event.type()) {
            case "provisioning.ImportStarted" ->
                    Optional.of(
                            new ImportProgress(
                                    body.path("format").stringValue(),
                                    body.path("digest").stringValue(),
                                    body.path("bytes").longValue(),
                                    body.path("rows").longValue(),
                                    0,
                                    false));
            case "provisioning.RowsImported" ->
                    before.map(one ->
                            one.at(
                                    body.path("first").longValue()
                                            + body.path("positions").size()
                                            - 1,
                                    false));
            default -> before.map(one -> one.at(one.decided, true));
        };
    }

    private ImportProgress at(long nowDecided, boolean nowFinished) {
        return new ImportProgress(format, digest, bytes, rows, nowDecided, nowFinished);
    }
}
