package dev.lekha.app;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import java.lang.reflect.Type;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;

/**
 * What Axon asks when it wants an event as bytes: the catalogue answers. Nothing else is converted
 * here.
 */
final class EventJson implements Converter {
    private final EventCatalogue catalogue;

    EventJson(EventCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public boolean canConvert(Type from, Type to) {
        return from.equals(to)
                || from instanceof Class<?> type
                        && DomainEvent.class.isAssignableFrom(type)
                        && to == byte[].class;
    }

    @Override
    @SuppressWarnings("unchecked") // checked by hand: the target is what the value is, or bytes
    public <T> @Nullable T convert(@Nullable Object value, Type to) {
        if (value == null || to instanceof Class<?> type && type.isInstance(value)) {
            return (T) value;
        }
        if (value instanceof DomainEvent event && to == byte[].class) {
            return (T) catalogue.encode(event);
        }
        throw new IllegalArgumentException("no conversion from " + value.getClass() + " to " + to);
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("events", catalogue.names());
    }
}
