package dev.lekha.kernel.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Tags;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What devices reported, and what came that could not be taken as a report. */
public sealed interface ReportingEvent extends DomainEvent {
    /**
     * A node's report was taken, once.
     *
     * @param via the door that it came through
     * @param digest of the bytes as they came, {@code sha-256:} and hex, or empty where no bytes
     *     came
     * @param visitedDomain where it was heard, as the process with that door calls it, or empty
     */
    @Event(namespace = "reporting", name = "ReportAccepted", version = "1")
    record ReportAccepted(
            @EventTag(key = Tags.NODE) NodeId node,
            RequestId request,
            String via,
            String digest,
            List<Reading> readings,
            @Omittable @JsonInclude(JsonInclude.Include.NON_EMPTY) String visitedDomain)
            implements ReportingEvent {
        /** One that was heard in no domain of a name. */
        public ReportAccepted(
                NodeId node, RequestId request, String via, String digest, List<Reading> readings) {
            this(node, request, via, digest, readings, "");
        }

        public ReportAccepted {
            readings = List.copyOf(readings);
        }

        /** What makes a second delivery of the same report visible: {@code node/request}. */
        @EventTag(key = Tags.REQUEST)
        public String reportKey() {
            return key(node, request);
        }

        public static String key(NodeId node, RequestId request) {
            return node + "/" + request;
        }
    }

    /** A report came again and changed nothing. */
    @Event(namespace = "reporting", name = "ReportDuplicateIgnored", version = "1")
    record ReportDuplicateIgnored(
            @EventTag(key = Tags.NODE) NodeId node, RequestId request, String via)
            implements ReportingEvent {}

    /**
     * Something came that could not be taken (4.23: faults are kept with diagnostics).
     *
     * @param source who sent it, as far as the door could tell
     * @param reason stable code
     * @param digest of all the bytes
     * @param sample the first of them, base64url
     */
    @Event(namespace = "reporting", name = "FaultyInformationReceived", version = "1")
    record FaultyInformationReceived(
            String source,
            String door,
            String reason,
            String diagnostics,
            String digest,
            String sample)
            implements ReportingEvent {}
}
