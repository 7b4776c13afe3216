package dev.lekha.store.embedded;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;

/**
 * An event made ready for its row on the caller's thread; only its position is still open.
 *
 * @param recordedAt microseconds since 1970
 * @param checksum over all the rest; the position comes last
 */
record Draft(
        String id,
        String type,
        String version,
        long recordedAt,
        String metadata,
        List<String> tags,
        String tagsJson,
        byte[] body,
        CRC32C checksum) {
    static final int MOST_BODY_BYTES = 65_535;

    static Draft of(TaggedEventMessage<?> tagged, Converter converter) {
        var event = tagged.event();
        var type = event.type().name();
        byte[] body = Objects.requireNonNull(event.payloadAs(byte[].class, converter), type);
        if (body.length > MOST_BODY_BYTES) {
            throw new Refused(
                    Refused.Kind.TOO_LARGE,
                    "event-too-large",
                    "The body of %s has %d bytes; an event holds at most %d."
                            .formatted(type, body.length, MOST_BODY_BYTES));
        }
        var tags = tagged.tags().stream().map(Wanted::text).sorted().toList();
        var tagsJson = Json.MAPPER.writeValueAsString(tags);
        var metadata = Json.MAPPER.writeValueAsString(new TreeMap<>(event.metadata()));
        var version = event.type().version();
        long recordedAt = ChronoUnit.MICROS.between(Instant.EPOCH, event.timestamp());
        var checksum =
                Checksum.begin(
                        event.identifier(), type, version, recordedAt, metadata, tagsJson, body);
        return new Draft(
                event.identifier(),
                type,
                version,
                recordedAt,
                metadata,
                tags,
                tagsJson,
                body,
                checksum);
    }

    /** What the index finds it by: its tags, and that it is an event. */
    List<String> indexed() {
        var entries = new ArrayList<String>(tags.size() + 1);
        entries.add(TagIndex.EVERY_EVENT);
        entries.addAll(tags);
        return entries;
    }
}
