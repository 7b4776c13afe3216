package dev.lekha.command;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventName;
import java.util.Arrays;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Writes boundaries by event class; {@code EventCriteria.either} joins several. */
public final class Boundary {
    /** The boundary of a decision that nothing in history can change: it matches no event. */
    public static final EventCriteria NOTHING =
            EventCriteria.havingTags(Tag.of("nothing", "-")).andBeingOneOfTypes("nothing.Nothing");

    private Boundary() {}

    /** Events of these classes that carry the tag. */
    @SafeVarargs
    public static EventCriteria of(
            String tag, String value, Class<? extends DomainEvent>... types) {
        var names = new QualifiedName[types.length];
        Arrays.setAll(names, index -> EventName.of(types[index]).name());
        return EventCriteria.havingTags(Tag.of(tag, value)).andBeingOneOfTypes(names);
    }
}
