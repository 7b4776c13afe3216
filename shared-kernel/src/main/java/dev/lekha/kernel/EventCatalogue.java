package dev.lekha.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.node.ObjectNode;

/**
 * The only mapping between event classes and what is stored: name, version and JSON body. A body of
 * an older version passes through the upcasters, one version at a time, before it is read.
 */
public final class EventCatalogue {
    private record Entry(Class<? extends DomainEvent> type, String version, ObjectReader reader) {}

    private record Step(String event, String from) {}

    private static final ObjectWriter WRITER = Json.MAPPER.writer();
    private final Map<String, Entry> byName = new HashMap<>();
    private final Map<Step, Upcaster> upcasters = new HashMap<>();

    public EventCatalogue(
            Collection<? extends Class<? extends DomainEvent>> events,
            Collection<? extends Upcaster> upcasters) {
        for (var type : events) {
            var name = EventName.of(type);
            var other =
                    byName.put(
                            name.toString(),
                            new Entry(type, name.version(), Json.MAPPER.readerFor(type)));
            if (other != null && other.type != type) {
                throw new IllegalArgumentException(
                        name + " names both " + other.type + " and " + type);
            }
        }
        for (var upcaster : upcasters) {
            if (this.upcasters.put(new Step(upcaster.event(), upcaster.from()), upcaster) != null) {
                throw new IllegalArgumentException(
                        "two upcasters read " + upcaster.event() + " version " + upcaster.from());
            }
        }
    }

    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** The class behind a stored name. */
    public Class<? extends DomainEvent> type(String name) {
        return entry(name).type;
    }

    public byte[] encode(DomainEvent event) {
        return WRITER.writeValueAsBytes(event);
    }

    /**
     * The event behind stored bytes.
     *
     * @throws IllegalStateException where the log holds what this version of the platform cannot
     *     read
     */
    public DomainEvent decode(String name, String version, byte[] body) {
        var entry = entry(name);
        try {
            return entry.version.equals(version)
                    ? entry.reader.readValue(body)
                    : entry.reader.readValue(upcast(entry, name, version, body));
        } catch (JacksonException unreadable) {
            throw new IllegalStateException(
                    "the stored body of " + name + " " + version + " is unreadable", unreadable);
        }
    }

    /**
     * As {@link #decode(String, String, byte[])}, and sure that what is personal in it was sealed
     * for this very event.
     *
     * @param id of the event
     */
    public DomainEvent decode(String name, String version, String id, byte[] body) {
        var event = decode(name, version, body);
        if (!PersonalComponents.belong(event, name, version, id)) {
            throw new IllegalStateException(
                    "what is personal in " + name + " " + id + " was not sealed for it");
        }
        return event;
    }

    /** The event of a message, whose payload is the event itself or its stored bytes. */
    public DomainEvent event(EventMessage message) {
        return switch (message.payload()) {
            case DomainEvent event -> event;
            case byte[] body ->
                    decode(
                            message.type().name(),
                            message.type().version(),
                            message.identifier(),
                            body);
            case null, default ->
                    throw new IllegalStateException("an event has a body: " + message.identifier());
        };
    }

    public Set<Tag> tags(DomainEvent event) {
        return EventTags.of(event);
    }

    private ObjectNode upcast(Entry entry, String name, String version, byte[] body) {
        var node = (ObjectNode) Json.MAPPER.readTree(body);
        for (var at = version; !at.equals(entry.version); ) {
            var upcaster = upcasters.get(new Step(name, at));
            if (upcaster == null) {
                throw new IllegalStateException(
                        name
                                + " was stored as version "
                                + at
                                + "; this platform reads "
                                + entry.version);
            }
            node = upcaster.upcast(node);
            at = upcaster.to();
        }
        return node;
    }

    private Entry entry(String name) {
        var entry = byName.get(name);
        if (entry == null) {
            throw new IllegalStateException(
                    "the log holds " + name + ", which this platform does not know");
        }
        return entry;
    }
}
