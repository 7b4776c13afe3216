package dev.lekha.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * Reads the identities that an event marks with {@code @EventTag}, on itself or on its capability's
 * interface.
 */
public final class EventTags {
    /** An accessor takes an object and gives one, so that it is called as it stands. */
    private record Reader(String key, MethodHandle accessor) {
        static final MethodType SHAPE = MethodType.genericMethodType(1);
    }

    private static final ClassValue<List<Reader>> READERS =
            new ClassValue<>() {
                @Override
                protected List<Reader> computeValue(Class<?> type) {
                    return readers(type);
                }
            };

    private EventTags() {}

    public static Set<Tag> of(DomainEvent event) {
        var tags = new HashSet<Tag>();
        for (var reader : READERS.get(event.getClass())) {
            switch (read(reader, event)) {
                case Collection<?> many ->
                        many.forEach(one -> tags.add(Tag.of(reader.key, one.toString())));
                case Object one -> tags.add(Tag.of(reader.key, one.toString()));
            }
        }
        return tags;
    }

    private static Object read(Reader reader, DomainEvent event) {
        try {
            return (Object) reader.accessor.invokeExact((Object) event);
        } catch (Throwable impossible) {
            throw new IllegalStateException(
                    "the accessor of a record failed: " + reader.key, impossible);
        }
    }

    private static List<Reader> readers(Class<?> type) {
        var readers = new ArrayList<Reader>();
        lineage(type)
                .flatMap(declaring -> Stream.of(declaring.getDeclaredMethods()))
                .filter(method ->
                        method.isAnnotationPresent(EventTag.class)
                                && method.getParameterCount() == 0)
                .forEach(method -> {
                    try {
                        var key = method.getAnnotation(EventTag.class).key();
                        readers.add(
                                new Reader(
                                        key,
                                        MethodHandles.publicLookup()
                                                .unreflect(method)
                                                .asType(Reader.SHAPE)));
                    } catch (IllegalAccessException closed) {
                        throw new IllegalArgumentException(
                                type.getName() + " is not public", closed);
                    }
                });
        return List.copyOf(readers);
    }

    private static Stream<Class<?>> lineage(Class<?> type) {
        return Stream.concat(
                Stream.of(type), Stream.of(type.getInterfaces()).flatMap(EventTags::lineage));
    }
}
