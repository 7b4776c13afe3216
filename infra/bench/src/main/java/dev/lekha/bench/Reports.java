package dev.lekha.bench;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * What the log is measured with: reports, each of which is the same whenever it is made, and cheap
 * to make.
 *
 * @param bodyBytes of JSON, at least, each
 */
record Reports(int bodyBytes) {
    /** As many bytes of JSON as a report with one reading and its digest has. */
    static final int USUAL_BODY = 200;

    private static final int SHORTEST_BODY = 150;
    private static final String TIME = "2026-01-01T00:00:00.123456Z";
    private static final Instant BEGAN = Instant.parse(TIME);
    private static final long SPACE_OF_IDS = 0x6c656b68612d4000L;
    private static final MessageType TYPE =
            new MessageType(
                    EventName.of(ReportAccepted.class).name(),
                    EventName.of(ReportAccepted.class).version());

    /**
     * A report with three tags, or four where its number is even.
     *
     * @param number unlike all others in the same log
     */
    TaggedEventMessage<?> of(String node, long number) {
        var request = "r" + number;
        var body = BareCommands.reported(node, request, padding(node, request), TIME, number);
        var metadata =
                Map.of(
                        Metadata.ACTOR,
                        node,
                        Metadata.TENANT,
                        Caller.DEFAULT_TENANT,
                        Metadata.CORRELATION,
                        "c-" + request);
        var event =
                new GenericEventMessage(
                        id(number), TYPE, body, metadata, BEGAN.plus(number, ChronoUnit.MICROS));
        return new GenericTaggedEventMessage<>(event, tags(node, number));
    }

    private String padding(String node, String request) {
        var given = SHORTEST_BODY + node.length() + request.length();
        return "0".repeat(Math.max(0, bodyBytes - given));
    }

    private static Set<Tag> tags(String node, long number) {
        var origin = Tag.of(Tags.NODE, node);
        var request = Tag.of(Tags.REQUEST, key(node, number));
        var meter = Tag.of(Tags.METER, node + "/energy");
        return number % 2 == 0
                ? Set.of(origin, request, meter, Tag.of(Tags.CHARGING_REFERENCE, "u" + number))
                : Set.of(origin, request, meter);
    }

    private static String key(String node, long number) {
        return node + "/r" + number;
    }

    static String id(long number) {
        return new UUID(SPACE_OF_IDS, number).toString();
    }

    /** All reports of the node. */
    static EventCriteria from(String node) {
        return Boundary.of(Tags.NODE, node, ReportAccepted.class);
    }

    /** This one report: what must not be there yet when it is appended. */
    static EventCriteria same(String node, long number) {
        return Boundary.of(Tags.REQUEST, key(node, number), ReportAccepted.class);
    }
}
