package dev.lekha.kernel;

import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** The stored name and version of an event class, as its annotation gives them. */
public record EventName(QualifiedName name, String version) {
    private static final ClassValue<EventName> NAMES =
            new ClassValue<>() {
                @Override
                protected EventName computeValue(Class<?> type) {
                    var event = type.getAnnotation(Event.class);
                    if (event == null
                            || event.namespace().isEmpty()
                            || event.name().isEmpty()
                            || event.version().isEmpty()) {
                        throw new IllegalArgumentException(
                                type.getName() + " needs @Event(namespace, name, version)");
                    }
                    return new EventName(
                            new QualifiedName(event.namespace(), event.name()), event.version());
                }
            };

    public static EventName of(Class<?> event) {
        return NAMES.get(event);
    }

    /** {@code reporting.ReportAccepted}. */
    @Override
    public String toString() {
        return name.toString();
    }
}
