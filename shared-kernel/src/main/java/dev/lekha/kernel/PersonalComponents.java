package dev.lekha.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The components of a record that are personal, found by their type. */
public final class PersonalComponents {
    /** One of them, and where the record says whose it is and for what. */
    private record Component(String name, int at, int subject, int purposes) {}

    private record Shape(List<Component> personal, List<MethodHandle> readers, MethodHandle maker) {
        static final Shape NOTHING_PERSONAL =
                new Shape(List.of(), List.of(), MethodHandles.constant(Object.class, ""));
    }

    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return names(type).isEmpty() ? Shape.NOTHING_PERSONAL : shape(type);
                }
            };

    /** Every command is asked for them, and reflection takes microseconds. */
    private static final ClassValue<List<String>> NAMES =
            new ClassValue<>() {
                @Override
                protected List<String> computeValue(Class<?> type) {
                    return type.isRecord()
                            ? Stream.of(type.getRecordComponents())
                                    .filter(component -> component.getType() == PersonalText.class)
                                    .map(RecordComponent::getName)
                                    .toList()
                            : List.of();
                }
            };

    private PersonalComponents() {}

    /** Names of the personal components of any record, in their order. */
    public static List<String> names(Class<?> type) {
        return NAMES.get(type);
    }

    /**
     * The event as the log may hold it.
     *
     * @param id of the event
     * @throws Refused where a value is sealed already: only what comes in the open is taken
     */
    public static DomainEvent seal(DomainEvent event, String id, Sealing sealing) {
        var shape = SHAPES.get(event.getClass());
        if (shape.personal.isEmpty()) {
            return event;
        }
        var values = values(shape, event);
        var name = EventName.of(event.getClass());
        for (var component : shape.personal) {
            values[component.at] =
                    sealing.seal(
                            values[component.subject].toString(),
                            purposes(values[component.purposes]),
                            place(name.toString(), name.version(), id) + component.name,
                            plain(values[component.at]));
        }
        return make(shape, values);
    }

    /**
     * Whether each personal component is sealed, for this event and for the subject that the event
     * names.
     *
     * @param name under which the event is stored
     * @param version in which it is stored; an older one may have called its components otherwise
     */
    static boolean belong(DomainEvent event, String name, String version, String id) {
        var shape = SHAPES.get(event.getClass());
        if (shape.personal.isEmpty()) {
            return true;
        }
        var values = values(shape, event);
        boolean same = EventName.of(event.getClass()).version().equals(version);
        var place = place(name, version, id);
        return shape.personal.stream()
                .allMatch(component ->
                        values[component.at] instanceof PersonalText.Sealed sealed
                                && sealed.subject().equals(values[component.subject].toString())
                                && sealed.purposes().equals(values[component.purposes])
                                && (same
                                        ? sealed.place().equals(place + component.name)
                                        : sealed.place().startsWith(place)));
    }

    private static String place(String name, String version, String id) {
        return name + "/" + version + "/" + id + "/";
    }

    private static PersonalText.Plain plain(Object value) {
        if (value instanceof PersonalText.Plain plain) {
            return plain;
        }
        throw new Refused(
                Refused.Kind.MALFORMED,
                "personal-text-sealed",
                "A personal text is sent as text; the platform seals it.");
    }

    private static SortedSet<String> purposes(Object values) {
        var purposes = new TreeSet<String>();
        ((Iterable<?>) values).forEach(each -> purposes.add(each.toString()));
        return purposes;
    }

    private static Object[] values(Shape shape, DomainEvent event) {
        try {
            var values = new Object[shape.readers.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (Object) shape.readers.get(i).invokeExact((Object) event);
            }
            return values;
        } catch (Throwable impossible) {
            throw new IllegalStateException("the accessor of a record failed", impossible);
        }
    }

    private static DomainEvent make(Shape shape, Object[] values) {
        try {
            return (DomainEvent) (Object) shape.maker.invokeExact(values);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException("an event declares no exceptions", impossible);
        }
    }

    private static Shape shape(Class<?> type) {
        var components = List.of(type.getRecordComponents());
        var names = components.stream().map(RecordComponent::getName).toList();
        var personal = new ArrayList<Component>();
        var readers = new ArrayList<MethodHandle>();
        var lookup = MethodHandles.publicLookup();
        try {
            for (var component : components) {
                readers.add(
                        lookup.unreflect(component.getAccessor())
                                .asType(MethodType.genericMethodType(1)));
                if (component.getType() == PersonalText.class) {
                    personal.add(described(type, component, names));
                }
            }
            var maker = lookup.unreflectConstructor((Constructor<?>) Creator.of(type));
            var shape = MethodType.methodType(Object.class, Object[].class);
            return new Shape(
                    List.copyOf(personal),
                    List.copyOf(readers),
                    maker.asSpreader(Object[].class, names.size()).asType(shape));
        } catch (IllegalAccessException closed) {
            throw new IllegalArgumentException(type.getName() + " is not public", closed);
        }
    }

    private static Component described(
            Class<?> type, RecordComponent component, List<String> names) {
        var personal = component.getAnnotation(Personal.class);
        int subject = personal == null ? -1 : names.indexOf(personal.subject());
        int purposes = personal == null ? -1 : names.indexOf(personal.purposes());
        if (subject < 0 || purposes < 0) {
            throw new IllegalArgumentException(
                    "%s.%s needs @Personal with the components of subject and purposes"
                            .formatted(type.getName(), component.getName()));
        }
        return new Component(
                component.getName(), names.indexOf(component.getName()), subject, purposes);
    }
}
