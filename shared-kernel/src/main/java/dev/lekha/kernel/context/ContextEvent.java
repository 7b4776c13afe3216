package dev.lekha.kernel.context;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.predicate.Quality;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What a node is, which seldom changes, and how it fares, which often does (5.2.3). */
public sealed interface ContextEvent extends DomainEvent {
    @EventTag(key = Tags.NODE)
    NodeId node();

    /**
     * What is known of a node, in place of the version before.
     *
     * @param version from 1, without gaps
     * @param information such as manufacturer, model, place of installation
     */
    @Event(namespace = "context", name = "StaticInformationRecorded", version = "1")
    record StaticInformationRecorded(
            NodeId node, long version, SortedMap<String, Quality> information)
            implements ContextEvent {
        public StaticInformationRecorded {
            information = Collections.unmodifiableSortedMap(new TreeMap<>(information));
        }
    }

    /**
     * How a node fares, as one source has it; what it does not name stays as it was.
     *
     * @param observedAt when it was so
     * @param freshUntil until when it is believed before what others say, ISO 8601, or empty for as
     *     long as the source says nothing else
     */
    @Event(namespace = "context", name = "ContextReported", version = "1")
    record ContextReported(
            NodeId node,
            ContextSource source,
            SortedMap<String, Quality> values,
            Instant observedAt,
            @Omittable String freshUntil)
            implements ContextEvent {
        public ContextReported {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }
}
