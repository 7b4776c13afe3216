package dev.lekha.command;

import com.fasterxml.jackson.annotation.JacksonInject;
import dev.lekha.kernel.Creator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a command of values that a door has read already, by the way that JSON is made one. */
final class Assembly {
    /** What goes into one place: a value of the door's, or what the circumstances say. */
    private record Part(String name, boolean injected) {
        static Part of(Parameter parameter) {
            var inject = parameter.getAnnotation(JacksonInject.class);
            return inject == null
                    ? new Part(parameter.getName(), false)
                    : new Part(inject.value(), true);
        }
    }

    private final List<Part> parts;
    private final MethodHandle maker;

    private Assembly(List<Part> parts, MethodHandle maker) {
        this.parts = parts;
        this.maker = maker;
    }

    static Assembly of(Class<?> command) {
        var creator = Creator.of(command);
        var parts = Stream.of(creator.getParameters()).map(Part::of).toList();
        var shape = MethodType.methodType(Object.class, Object[].class);
        try {
            return new Assembly(
                    parts, handle(creator).asSpreader(Object[].class, parts.size()).asType(shape));
        } catch (IllegalAccessException closed) {
            throw new IllegalArgumentException(command.getName() + " is not public", closed);
        }
    }

    private static MethodHandle handle(Executable creator) throws IllegalAccessException {
        return switch (creator) {
            case Method method -> MethodHandles.publicLookup().unreflect(method);
            case Constructor<?> made -> MethodHandles.publicLookup().unreflectConstructor(made);
        };
    }

    /**
     * @throws IllegalArgumentException where the values are none that the command can mean
     */
    Decision<?> make(Map<String, Object> values, Circumstances circumstances) {
        var arguments = new Object[parts.size()];
        for (var at = 0; at < arguments.length; at++) {
            var part = parts.get(at);
            var value = part.injected ? circumstances.of(part.name) : values.get(part.name);
            if (value == null) {
                throw new IllegalArgumentException(part.name + " is missing");
            }
            arguments[at] = value;
        }
        return make(arguments);
    }

    private Decision<?> make(Object[] arguments) {
        try {
            return (Decision<?>) (Object) maker.invokeExact(arguments);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a command declares no exceptions", impossible);
        }
    }
}
