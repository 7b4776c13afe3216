package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

/** By what a record is made from outside: a factory marked as its creator, else its constructor. */
public final class Creator {
    private Creator() {}

    /** Its parameters are what has to be said; names and annotations are theirs. */
    public static Executable of(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.isAnnotationPresent(JsonCreator.class))
                .<Executable>map(method -> method)
                .findFirst()
                .orElseGet(() -> canonical(type));
    }

    private static Executable canonical(Class<?> type) {
        try {
            return type.getDeclaredConstructor(
                    Stream.of(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("every record has its constructor", impossible);
        }
    }
}
